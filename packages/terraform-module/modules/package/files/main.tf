# Which files stand where in the zip. Without a provider, so that it can be tried anywhere.

terraform {
  required_version = ">= 1.3"
}

variable "plugins_directory" {
  description = "Folder with `plugins.config.mjs` and plugins beside it."
  type        = string
  nullable    = false
}

locals {
  runtime_root = "${path.module}/../runtime"

  # npm does not pack folders called node_modules, so the packages of the runtime stand in one of another name.
  runtime = {
    for path in fileset(local.runtime_root, "**") :
    replace(path, "/^packages\\//", "node_modules/") => "${local.runtime_root}/${path}"
  }

  plugins = {
    for path in fileset(var.plugins_directory, "**/*.{mjs,json}") :
    "plugins/${path}" => "${var.plugins_directory}/${path}"
    if !contains(split("/", path), "node_modules") && !endswith(path, ".test.mjs")
  }
}

output "files" {
  description = "Where each file of the zip comes from, by its path in the zip."
  value       = merge(local.runtime, local.plugins)
}
