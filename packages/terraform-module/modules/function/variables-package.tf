# What the function runs. At most one of the four; none is the prebuilt runtime, closed until it has a chain.

variable "bundle_dir" {
  description = "Folder that `authchain build` wrote (`authorizer.zip` and `manifest.json`). Relative paths keep plans equal on every machine."
  type        = string
  default     = null

  validation {
    condition     = var.bundle_dir == null ? true : fileexists("${var.bundle_dir}/manifest.json")
    error_message = "bundle_dir holds no manifest.json. `npx authchain build` writes it, beside the zip."
  }
}

variable "package_path" {
  description = "A zip of one's own, instead of a bundle."
  type        = string
  default     = null

  validation {
    condition     = var.package_path == null ? true : endswith(var.package_path, ".zip")
    error_message = "package_path names a .zip file."
  }
}

variable "package_s3" {
  description = "A zip in S3, instead of a bundle. `sha256_base64` is the hash by which a new upload is noticed."
  type = object({
    bucket         = string
    key            = string
    object_version = optional(string)
    sha256_base64  = optional(string)
  })
  default = null

  validation {
    condition     = var.package_s3 == null ? true : can(regex("^[0-9a-z][0-9a-z.-]{1,61}[0-9a-z]$", var.package_s3.bucket)) && endswith(var.package_s3.key, ".zip")
    error_message = "package_s3 needs the name of a bucket and the key of a .zip object."
  }
}

variable "chain" {
  description = "Plugins of the prebuilt runtime, in order (`[{ plugin = \"jwt\", options = { … } }]`), or an object with `plugins` and `routes`. Secrets are references: `{ ssm = \"/name\" }`."
  type        = any
  default     = null

  validation {
    condition     = var.chain == null ? true : can(var.chain[0].plugin) || can(var.chain.plugins[0].plugin)
    error_message = "chain is a list of { plugin = …, options = { … } }, or an object whose `plugins` is such a list."
  }
}

variable "chain_parameter_name" {
  description = "Keeps the chain in an SSM parameter of this name instead of the environment, which holds 4 KB."
  type        = string
  default     = null

  validation {
    condition     = var.chain_parameter_name == null ? true : can(regex("^/[A-Za-z0-9_./-]+$", var.chain_parameter_name))
    error_message = "chain_parameter_name begins with a slash and holds letters, digits and _ . / - only."
  }
}

variable "example_token_sha256" {
  description = "Turns on the example chain of the prebuilt runtime, which accepts exactly the bearer token with this SHA-256, in hex."
  type        = string
  default     = null

  validation {
    condition     = var.example_token_sha256 == null ? true : can(regex("^[0-9a-f]{64}$", var.example_token_sha256))
    error_message = "example_token_sha256 is 64 hexadecimal digits in lower case."
  }

  validation {
    condition     = var.example_token_sha256 != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    error_message = "example_token_sha256 is the hash of the empty text."
  }
}

variable "authorizer" {
  description = "How the API asks: what the prebuilt runtime checks its chain against."
  type = object({
    api              = string
    type             = string
    payload          = string
    simple_responses = bool
    header           = string
    identity_sources = list(string)
    ttl_seconds      = number
  })

  validation {
    condition     = contains(["rest", "http", "websocket"], var.authorizer.api) && contains(["TOKEN", "REQUEST"], var.authorizer.type)
    error_message = "authorizer.api is rest, http or websocket, and authorizer.type is TOKEN or REQUEST."
  }
}
