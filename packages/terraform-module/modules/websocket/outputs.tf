output "authorizer_id" {
  description = "What the route `$connect` names as its `authorizer_id`, with `authorization_type = \"CUSTOM\"`."
  value       = aws_apigatewayv2_authorizer.this.id
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

output "next_step" {
  description = "What to write next while everything is denied for want of a chain; null afterwards."
  value       = module.function.next_step
}
