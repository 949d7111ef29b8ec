variable "api_id" {
  description = "The HTTP API that the authorizer is for."
  type        = string
}

variable "api_execution_arn" {
  description = "Execution ARN of the API (`execution_arn` of its resource)."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:execute-api:", var.api_execution_arn))
    error_message = "api_execution_arn is the execution_arn of the API."
  }
}

variable "authorizer_name" {
  description = "Name of the authorizer; default: that of the function."
  type        = string
  default     = null

  validation {
    condition     = var.authorizer_name == null ? true : length(var.authorizer_name) >= 1 && length(var.authorizer_name) <= 128
    error_message = "The name of an authorizer has 1 to 128 characters."
  }
}

variable "identity_sources" {
  description = "Where the credential stands; default: the manifest's, else the `Authorization` header."
  type        = list(string)
  default     = null

  validation {
    condition     = var.identity_sources == null ? true : alltrue([for source in var.identity_sources : can(regex("^\\$(request\\.(header|querystring)|context|stageVariables)\\.[A-Za-z0-9_.-]+$", source))])
    error_message = "Identity sources of an HTTP API are $request.header.Name, $request.querystring.name, $context.name and $stageVariables.name."
  }
}

variable "authorizer_ttl_seconds" {
  description = "Seconds that an answer is cached, 0 to 3600; default: the manifest's, else 60, because a simple response cannot say when the credential ends."
  type        = number
  default     = null

  validation {
    condition     = var.authorizer_ttl_seconds == null ? true : var.authorizer_ttl_seconds >= 0 && var.authorizer_ttl_seconds <= 3600 && floor(var.authorizer_ttl_seconds) == var.authorizer_ttl_seconds
    error_message = "The TTL is a whole number from 0 to 3600."
  }
}

variable "lambda_function_name" {
  description = "Name of the authorizer's function."
  type        = string
}

variable "lambda" {
  description = "Everything else about the function, as modules/function takes it."
  type = object({
    description                  = optional(string)
    memory_size                  = optional(number)
    timeout                      = optional(number)
    runtime                      = optional(string)
    architecture                 = optional(string)
    layers                       = optional(list(string))
    vpc_config                   = optional(object({ subnet_ids = list(string), security_group_ids = list(string) }))
    environment_variables        = optional(map(string))
    allow_secrets_in_environment = optional(bool)
    reserved_concurrency         = optional(number)
    publish                      = optional(bool)
    provisioned_concurrency      = optional(number)
    tracing                      = optional(bool)
    log_retention_days           = optional(number)
    log_kms_key_id               = optional(string)
    policy_statements            = optional(list(object({ sid = optional(string), actions = list(string), resources = list(string) })))
    policy_arns                  = optional(map(string))
    secret_kms_key_arns          = optional(list(string))
    iam_path                     = optional(string)
    iam_permissions_boundary     = optional(string)
  })
  default  = {}
  nullable = false
}

# Handed to modules/function, which checks them.

variable "bundle_dir" {
  description = "Folder that `authchain build` wrote (`authorizer.zip` and `manifest.json`). Relative paths keep plans equal on every machine."
  type        = string
  default     = null
}

variable "package_path" {
  description = "A zip of one's own, instead of a bundle."
  type        = string
  default     = null
}

variable "chain" {
  description = "Plugins of the prebuilt runtime, in order (`[{ plugin = \"jwt\", options = { … } }]`), or an object with `plugins` and `routes`. Secrets are references: `{ ssm = \"/name\" }`."
  type        = any
  default     = null
}

variable "chain_parameter_name" {
  description = "Keeps the chain in an SSM parameter of this name instead of the environment, which holds 4 KB."
  type        = string
  default     = null
}

variable "example_token_sha256" {
  description = "Turns on the example chain of the prebuilt runtime, which accepts exactly the bearer token with this SHA-256, in hex."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
  nullable    = false
}
