variable "role_name" {
  description = "Name of the role."
  type        = string
  default     = "api-gateway-logs"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.role_name))
    error_message = "The name of a role has 1 to 64 letters, digits and +=,.@_-."
  }
}

variable "iam_path" {
  description = "Path of the role."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([\\x21-\\x7e]+/)?$", var.iam_path))
    error_message = "A path begins and ends with a slash."
  }
}

variable "iam_permissions_boundary" {
  description = "ARN of the policy that bounds the role."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the role."
  type        = map(string)
  default     = {}
  nullable    = false
}
