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

variable "package_s3" {
  description = "A zip in S3, instead of a bundle. `sha256_base64` is the hash by which a new upload is noticed."
  type = object({
    bucket         = string
    key            = string
    object_version = optional(string)
    sha256_base64  = optional(string)
  })
  default = null
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

variable "lambda_function_name" {
  description = "Name of the Lambda function; the role and the log group are named after it."
  type        = string
}

variable "lambda_description" {
  description = "Description of the function."
  type        = string
  default     = "API Gateway authorizer"
}

variable "lambda_handler" {
  description = "Module and export that Lambda calls; default: the manifest's, else `index.handler`."
  type        = string
  default     = null
}

variable "lambda_runtime" {
  description = "Lambda runtime; default: the manifest's, else `nodejs22.x`."
  type        = string
  default     = null
}

variable "lambda_architecture" {
  description = "`arm64` or `x86_64`; default: the manifest's first, else `arm64`."
  type        = string
  default     = null
}

variable "lambda_memory_size" {
  description = "Memory in MB. CPU time grows with it."
  type        = number
  default     = 128
  nullable    = false
}

variable "lambda_timeout" {
  description = "Seconds that one invocation may take. API Gateway gives up on an authorizer after 30."
  type        = number
  default     = 10
  nullable    = false
}

variable "lambda_layers" {
  description = "ARNs of layer versions, at most five."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "lambda_vpc_config" {
  description = "Subnets and security groups; the policy for network interfaces is attached when this is given."
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null
}

variable "lambda_environment_variables" {
  description = "Environment of the function, over what the manifest names. Secrets belong in a secret store."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "allow_secrets_in_environment" {
  description = "Accepts environment variables that look like secrets. They are readable in the console and in the state."
  type        = bool
  default     = false
  nullable    = false
}

variable "lambda_kms_key_arn" {
  description = "Key that encrypts the environment, instead of Lambda's own."
  type        = string
  default     = null
}

variable "lambda_reserved_concurrency" {
  description = "Reserved concurrent executions; -1 reserves none."
  type        = number
  default     = -1
  nullable    = false
}

variable "lambda_publish" {
  description = "Publishes a version with every change and lets API Gateway call it through the alias `live`."
  type        = bool
  default     = false
  nullable    = false
}

variable "lambda_provisioned_concurrency" {
  description = "Environments that are kept warm; 0 is none. Needs `lambda_publish`."
  type        = number
  default     = 0
  nullable    = false
}

variable "lambda_tracing" {
  description = "Traces the function with X-Ray."
  type        = bool
  default     = false
  nullable    = false
}

variable "lambda_log_format" {
  description = "`JSON` or `Text`; null leaves it to Lambda."
  type        = string
  default     = null
}

variable "create_lambda_role" {
  description = "Whether the execution role is made here; false needs `lambda_role_arn`."
  type        = bool
  default     = true
  nullable    = false
}

variable "lambda_role_arn" {
  description = "Execution role of one's own; its permissions are then one's own as well."
  type        = string
  default     = null
}

variable "lambda_policy_statements" {
  description = "Statements for the execution role, beside those of the manifest or the chain."
  type = list(object({
    sid       = optional(string)
    actions   = list(string)
    resources = list(string)
  }))
  default  = []
  nullable = false
}

variable "lambda_policy_arns" {
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
}

variable "iam_permissions_boundary" {
  description = "ARN of the policy that bounds the execution role."
  type        = string
  default     = null
}
