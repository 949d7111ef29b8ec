output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "function_arn" {
  description = "ARN of the function, without a version."
  value       = aws_lambda_function.this.arn
}

output "invoke_target_arn" {
  description = "What a caller invokes: the alias `live` when versions are published, else the function."
  value       = var.publish ? aws_lambda_alias.live[0].arn : aws_lambda_function.this.arn
}

output "invoke_uri" {
  description = "The `authorizer_uri` for API Gateway."
  value       = var.publish ? aws_lambda_alias.live[0].invoke_arn : aws_lambda_function.this.invoke_arn
}

output "qualifier" {
  description = "Name of the alias; null without one."
  value       = var.publish ? aws_lambda_alias.live[0].name : null
}

output "execution_role_arn" {
  description = "ARN of the role that the function runs as."
  value       = aws_lambda_function.this.role
}

output "log_group_name" {
  description = "Name of the function's log group."
  value       = aws_cloudwatch_log_group.this.name
}

output "source_code_hash" {
  description = "SHA-256 of the zip, in Base64; null when the zip is in S3 and its hash is not given."
  value       = local.source_code_hash
}

output "next_step" {
  description = "What to write next when the function has no chain yet and denies everything; null when it has one."
  value = local.is_example && var.example_token_sha256 == null ? join("\n", [
    "Everything is denied (example.no_chain) until the module call has a chain:",
    "  chain = [{ plugin = \"jwt\", options = { issuer = \"https://issuer.example.com/\", audience = \"orders\" } }]",
    "or a bundle that `npx authchain build` wrote:  bundle_dir = \"../.authchain\"",
  ]) : null
}
