variable "function_name" {
  description = "Name of the Lambda function; the role and the log group are named after it."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.function_name))
    error_message = "A function name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "description" {
  description = "Description of the function."
  type        = string
  default     = "API Gateway authorizer"
  nullable    = false

  validation {
    condition     = length(var.description) <= 256
    error_message = "A description has at most 256 characters."
  }
}

variable "handler" {
  description = "Module and export that Lambda calls; default: the manifest's, else `index.handler`."
  type        = string
  default     = null

  validation {
    condition     = var.handler == null ? true : can(regex("^[^\\s]{1,128}$", var.handler))
    error_message = "A handler has 1 to 128 characters and no space."
  }
}

variable "runtime" {
  description = "Lambda runtime; default: the manifest's, else `nodejs22.x`."
  type        = string
  default     = null

  validation {
    condition     = var.runtime == null ? true : can(regex("^nodejs(2[2-9]|[3-9][0-9])\\.x$", var.runtime))
    error_message = "The runtime is nodejs22.x or a later one."
  }
}

variable "architecture" {
  description = "`arm64` or `x86_64`; default: the manifest's first, else `arm64`."
  type        = string
  default     = null

  validation {
    condition     = var.architecture == null ? true : contains(["arm64", "x86_64"], var.architecture)
    error_message = "The architecture is arm64 or x86_64."
  }
}

variable "memory_size" {
  description = "Memory in MB. CPU time grows with it."
  type        = number
  default     = 128
  nullable    = false

  validation {
    condition     = var.memory_size >= 128 && var.memory_size <= 10240 && floor(var.memory_size) == var.memory_size
    error_message = "The memory size is a whole number from 128 to 10240."
  }
}

variable "timeout" {
  description = "Seconds that one invocation may take. API Gateway gives up on an authorizer after 30."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.timeout >= 1 && var.timeout <= 30 && floor(var.timeout) == var.timeout
    error_message = "The timeout is a whole number from 1 to 30."
  }
}

variable "layers" {
  description = "ARNs of layer versions, at most five."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.layers) <= 5
    error_message = "A function has at most five layers."
  }
}

variable "vpc_config" {
  description = "Subnets and security groups; the policy for network interfaces is attached when this is given."
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null

  validation {
    condition     = var.vpc_config == null ? true : length(var.vpc_config.subnet_ids) > 0 && length(var.vpc_config.security_group_ids) > 0
    error_message = "vpc_config needs at least one subnet and one security group."
  }
}

variable "environment_variables" {
  description = "Environment of the function, over what the manifest names. Secrets belong in a secret store."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.environment_variables) : can(regex("^[A-Za-z][A-Za-z0-9_]+$", name))])
    error_message = "The name of a variable begins with a letter and holds letters, digits and underscores."
  }

  validation {
    condition     = alltrue([for name in keys(var.environment_variables) : !can(regex("^(AUTHCHAIN_|AWS_LAMBDA_FUNCTION_|AWS_ACCESS|AWS_SECRET|AWS_SESSION)", name))])
    error_message = "Names that begin with AUTHCHAIN_ are this module's, and those of credentials and functions are Lambda's."
  }
}

variable "allow_secrets_in_environment" {
  description = "Accepts environment variables that look like secrets. They are readable in the console and in the state."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts the environment, instead of Lambda's own."
  type        = string
  default     = null
}

variable "reserved_concurrency" {
  description = "Reserved concurrent executions; -1 reserves none."
  type        = number
  default     = -1
  nullable    = false

  validation {
    condition     = var.reserved_concurrency >= -1 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "The reserved concurrency is -1 or a whole number from 0."
  }
}

variable "publish" {
  description = "Publishes a version with every change and lets API Gateway call it through the alias `live`."
  type        = bool
  default     = false
  nullable    = false
}

variable "provisioned_concurrency" {
  description = "Environments that are kept warm; 0 is none. Needs `publish`."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.provisioned_concurrency >= 0 && floor(var.provisioned_concurrency) == var.provisioned_concurrency
    error_message = "The provisioned concurrency is a whole number from 0."
  }
}

variable "tracing" {
  description = "Traces the function with X-Ray."
  type        = bool
  default     = false
  nullable    = false
}

variable "log_format" {
  description = "`JSON` or `Text`; null leaves it to Lambda."
  type        = string
  default     = null

  validation {
    condition     = var.log_format == null ? true : contains(["JSON", "Text"], var.log_format)
    error_message = "The log format is JSON or Text."
  }
}

variable "create_role" {
  description = "Whether the execution role is made here; false needs `role_arn`."
  type        = bool
  default     = true
  nullable    = false
}

variable "role_arn" {
  description = "Execution role of one's own; its permissions are then one's own as well."
  type        = string
  default     = null
}

variable "policy_statements" {
  description = "Statements for the execution role, beside those of the manifest or the chain."
  type = list(object({
    sid       = optional(string)
    actions   = list(string)
    resources = list(string)
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for statement in var.policy_statements : length(statement.actions) > 0 && length(statement.resources) > 0])
    error_message = "Every statement names actions and resources."
  }
}

variable "policy_arns" {
  description = "Managed policies for the execution role, by a name of one's choice."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "secret_kms_key_arns" {
  description = "Customer managed keys that encrypt the secrets the chain refers to."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "iam_path" {
  description = "Path of the execution role."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([\\x21-\\x7e]+/)?$", var.iam_path))
    error_message = "A path begins and ends with a slash."
  }
}

variable "iam_permissions_boundary" {
  description = "ARN of the policy that bounds the execution role."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that the function's log is kept."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "log_kms_key_id" {
  description = "ARN of the key that encrypts the log."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
  nullable    = false
}
