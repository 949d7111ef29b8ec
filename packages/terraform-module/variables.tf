# The API and its authorizer. What the function runs and how stands in variables-lambda.tf.

variable "create_rest_api" {
  description = "Whether the REST API is made here; false attaches the authorizer to `rest_api_id`."
  type        = bool
  default     = true
  nullable    = false
}

variable "api_name" {
  description = "Name of the REST API. Needed unless one exists already."
  type        = string
  default     = null

  validation {
    condition     = var.api_name == null ? true : length(var.api_name) >= 1 && length(var.api_name) <= 1024
    error_message = "The name of an API has 1 to 1024 characters."
  }
}

variable "api_description" {
  description = "Description of the REST API."
  type        = string
  default     = null

  validation {
    condition     = var.api_description == null ? true : length(var.api_description) <= 1024
    error_message = "The description of an API has at most 1024 characters."
  }
}

variable "rest_api_id" {
  description = "An existing REST API, with `create_rest_api = false`."
  type        = string
  default     = null

  validation {
    condition     = var.rest_api_id == null ? true : can(regex("^[0-9a-z]+$", var.rest_api_id))
    error_message = "The id of a REST API has lower-case letters and digits."
  }
}

variable "rest_api_root_resource_id" {
  description = "Root resource of the existing REST API; only handed on as an output."
  type        = string
  default     = null
}

variable "endpoint_type" {
  description = "`REGIONAL`, `EDGE` or `PRIVATE`."
  type        = string
  default     = "REGIONAL"
  nullable    = false

  validation {
    condition     = contains(["REGIONAL", "EDGE", "PRIVATE"], var.endpoint_type)
    error_message = "The endpoint type is REGIONAL, EDGE or PRIVATE."
  }
}

variable "vpc_endpoint_ids" {
  description = "VPC endpoints that reach a PRIVATE API; the API's policy admits them and nobody else."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.vpc_endpoint_ids : can(regex("^vpce-[0-9a-z]+$", id))])
    error_message = "VPC endpoints have ids that begin with vpce-."
  }
}

variable "api_policy" {
  description = "Resource policy of the API, as JSON; default: none, and for PRIVATE the one for `vpc_endpoint_ids`."
  type        = string
  default     = null

  validation {
    condition     = var.api_policy == null ? true : can(jsondecode(var.api_policy))
    error_message = "api_policy is a policy document in JSON."
  }
}

variable "disable_execute_api_endpoint" {
  description = "Turns the default address off, where a custom domain takes its place."
  type        = bool
  default     = false
  nullable    = false
}

variable "gateway_responses" {
  description = "Answers of API Gateway itself, by type (`UNAUTHORIZED`, `ACCESS_DENIED`, …), over those of the manifest. Headers go into `response_parameters` as `gatewayresponse.header.Name = \"'value'\"`."
  type = map(object({
    status_code         = optional(string)
    response_parameters = optional(map(string), {})
    response_templates  = optional(map(string), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for type, response in var.gateway_responses : can(regex("^[A-Z][A-Z0-9_]+$", type)) && (response.status_code == null ? true : can(regex("^[2-5][0-9][0-9]$", response.status_code)))])
    error_message = "A gateway response has a type in capitals, such as ACCESS_DENIED, and a status from 200 to 599."
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

variable "authorizer_type" {
  description = "`TOKEN` or `REQUEST`; default: the manifest's, else `TOKEN`."
  type        = string
  default     = null

  validation {
    condition     = var.authorizer_type == null ? true : contains(["TOKEN", "REQUEST"], var.authorizer_type)
    error_message = "The authorizer type is TOKEN or REQUEST."
  }
}

variable "identity_source" {
  description = "Where the credential stands, comma-separated; default: the manifest's, else the `Authorization` header. API Gateway answers 401 by itself when one is missing. \"\" is none, which REQUEST takes with a TTL of 0."
  type        = string
  default     = null

  validation {
    condition     = var.identity_source == null ? true : can(regex("^((method\\.request\\.(header|querystring)|stageVariables|context)\\.[A-Za-z0-9_.$-]+(\\s*,\\s*(?:$|\\b))?)*$", var.identity_source)) && !can(regex(",\\s*$", var.identity_source))
    error_message = "Identity sources are method.request.header.Name, method.request.querystring.name, stageVariables.name or context.name, separated by commas."
  }
}

variable "identity_validation_expression" {
  description = "Regular expression that API Gateway holds the token against before it asks (TOKEN); default: the manifest's, else none."
  type        = string
  default     = null
}

variable "authorizer_ttl_seconds" {
  description = "Seconds that an answer is cached, 0 to 3600; default: the manifest's, else 300."
  type        = number
  default     = null

  validation {
    condition     = var.authorizer_ttl_seconds == null ? true : var.authorizer_ttl_seconds >= 0 && var.authorizer_ttl_seconds <= 3600 && floor(var.authorizer_ttl_seconds) == var.authorizer_ttl_seconds
    error_message = "The TTL is a whole number from 0 to 3600."
  }
}

variable "authorizer_invocation" {
  description = "How API Gateway may call the function: by a `role` that may do nothing else, or by a `permission` of this one authorizer."
  type        = string
  default     = "role"
  nullable    = false

  validation {
    condition     = contains(["role", "permission"], var.authorizer_invocation)
    error_message = "The invocation is allowed by role or by permission."
  }
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
  default     = {}
  nullable    = false
}
