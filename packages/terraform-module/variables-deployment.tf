variable "create_deployment" {
  description = "Whether deployment and stage are made here."
  type        = bool
  default     = true
  nullable    = false
}

variable "deployment_dependencies" {
  description = "Methods, integrations and whatever else the deployment holds, as whole resources: it is made after them, and made anew when one changes."
  type        = any
  default     = []
  nullable    = false

  validation {
    condition     = can(length(var.deployment_dependencies)) && !can(regex("", var.deployment_dependencies))
    error_message = "deployment_dependencies is a list of resources."
  }
}

variable "stage_name" {
  description = "Name of the stage."
  type        = string
  default     = "prod"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,128}$", var.stage_name))
    error_message = "The name of a stage has 1 to 128 letters, digits, hyphens and underscores."
  }
}

variable "stage_variables" {
  description = "Variables of the stage."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "stage_xray_tracing_enabled" {
  description = "Traces requests with X-Ray."
  type        = bool
  default     = false
  nullable    = false
}

variable "stage_throttle" {
  description = "Requests per second, and the burst, that every method of the stage takes; null leaves the account's."
  type = object({
    rate_limit  = number
    burst_limit = number
  })
  default = null

  validation {
    condition     = var.stage_throttle == null ? true : var.stage_throttle.rate_limit > 0 && var.stage_throttle.burst_limit > 0
    error_message = "Rate and burst are above zero."
  }
}

variable "access_log_format" {
  description = "Format of a line of the access log; null writes none. Needs the CloudWatch role of the account (modules/account)."
  type        = string
  default     = null

  validation {
    condition     = var.access_log_format == null ? true : can(regex("\\$context\\.(requestId|extendedRequestId)\\b", var.access_log_format))
    error_message = "The format holds $context.requestId or $context.extendedRequestId, as API Gateway demands."
  }
}

variable "api_logging_level" {
  description = "Execution log: `OFF`, `ERROR` or `INFO`. Bodies and credentials are never traced."
  type        = string
  default     = "OFF"
  nullable    = false

  validation {
    condition     = contains(["OFF", "ERROR", "INFO"], var.api_logging_level)
    error_message = "The level is OFF, ERROR or INFO."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept, of the function and of the API."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "log_kms_key_id" {
  description = "ARN of the key that encrypts the logs."
  type        = string
  default     = null
}
