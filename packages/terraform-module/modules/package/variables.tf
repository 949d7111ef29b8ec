variable "plugins_directory" {
  description = "Folder with `plugins.config.mjs` and the plugins that it imports, as plain ES modules (`.mjs`), and data as `.json`. Tests (`*.test.mjs`) and `node_modules` are left out. Relative paths keep plans equal on every machine."
  type        = string
  nullable    = false

  validation {
    condition     = fileexists("${var.plugins_directory}/plugins.config.mjs")
    error_message = "plugins_directory holds no plugins.config.mjs."
  }
}

variable "output_path" {
  description = "The zip to write. Each call of this module needs one of its own."
  type        = string
  nullable    = false

  validation {
    condition     = endswith(var.output_path, ".zip")
    error_message = "output_path names a .zip file."
  }
}
