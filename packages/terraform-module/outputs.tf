output "rest_api_id" {
  description = "The REST API."
  value       = local.rest_api_id
}

output "rest_api_root_resource_id" {
  description = "Its root resource, the parent of the first resources; of an existing API the one that was given."
  value       = var.create_rest_api ? aws_api_gateway_rest_api.this[0].root_resource_id : var.rest_api_root_resource_id
}

output "rest_api_arn" {
  description = "ARN of the REST API; null when it exists already."
  value       = var.create_rest_api ? aws_api_gateway_rest_api.this[0].arn : null
}

output "rest_api_execution_arn" {
  description = "ARN prefix for permissions: `<this>/<stage>/<METHOD>/<path>`."
  value       = local.execution_arn
}

output "authorizer_id" {
  description = "What methods name as their `authorizer_id`, with `authorization = \"CUSTOM\"`."
  value       = aws_api_gateway_authorizer.this.id
}

output "authorizer_arn" {
  description = "ARN of the authorizer."
  value       = aws_api_gateway_authorizer.this.arn
}

output "authorizer_name" {
  description = "Name of the authorizer."
  value       = aws_api_gateway_authorizer.this.name
}

output "authorizer_settings" {
  description = "How API Gateway asks: type, identity sources and TTL, whether they came from inputs or from the manifest."
  value = {
    type             = local.authorizer_type
    identity_sources = local.identity_sources
    ttl_seconds      = local.ttl_seconds
  }
}

output "authorizer_invocation_role_arn" {
  description = "Role by which API Gateway calls the function; null when a permission allows it."
  value       = var.authorizer_invocation == "role" ? aws_iam_role.invocation[0].arn : null
}

output "deployment_id" {
  description = "The deployment, for further stages; null without one."
  value       = var.create_deployment ? aws_api_gateway_deployment.this[0].id : null
}

output "stage_name" {
  description = "Name of the stage; null without one."
  value       = var.create_deployment ? aws_api_gateway_stage.this[0].stage_name : null
}

output "stage_arn" {
  description = "ARN of the stage, for WAF and usage plans; null without one."
  value       = var.create_deployment ? aws_api_gateway_stage.this[0].arn : null
}

output "stage_invoke_url" {
  description = "Address of the stage; null without one."
  value       = var.create_deployment ? aws_api_gateway_stage.this[0].invoke_url : null
}

output "lambda_function_name" {
  description = "Name of the function."
  value       = module.function.function_name
}

output "lambda_function_arn" {
  description = "ARN of the function."
  value       = module.function.function_arn
}

output "lambda_execution_role_arn" {
  description = "Role that the function runs as."
  value       = module.function.execution_role_arn
}

output "lambda_log_group_name" {
  description = "The function's log group."
  value       = module.function.log_group_name
}

output "lambda_source_code_hash" {
  description = "SHA-256 of the zip, in Base64."
  value       = module.function.source_code_hash
}

output "next_step" {
  description = "What to write next while everything is denied for want of a chain; null afterwards."
  value       = module.function.next_step
}
