module "function" {
  source = "./modules/function"

  bundle_dir                   = var.bundle_dir
  package_path                 = var.package_path
  package_s3                   = var.package_s3
  chain                        = var.chain
  chain_parameter_name         = var.chain_parameter_name
  example_token_sha256         = var.example_token_sha256
  function_name                = var.lambda_function_name
  description                  = var.lambda_description
  handler                      = var.lambda_handler
  runtime                      = var.lambda_runtime
  architecture                 = var.lambda_architecture
  memory_size                  = var.lambda_memory_size
  timeout                      = var.lambda_timeout
  layers                       = var.lambda_layers
  vpc_config                   = var.lambda_vpc_config
  environment_variables        = var.lambda_environment_variables
  allow_secrets_in_environment = var.allow_secrets_in_environment
  kms_key_arn                  = var.lambda_kms_key_arn
  reserved_concurrency         = var.lambda_reserved_concurrency
  publish                      = var.lambda_publish
  provisioned_concurrency      = var.lambda_provisioned_concurrency
  tracing                      = var.lambda_tracing
  log_format                   = var.lambda_log_format
  create_role                  = var.create_lambda_role
  role_arn                     = var.lambda_role_arn
  policy_statements            = var.lambda_policy_statements
  policy_arns                  = var.lambda_policy_arns
  secret_kms_key_arns          = var.secret_kms_key_arns
  iam_path                     = var.iam_path
  iam_permissions_boundary     = var.iam_permissions_boundary

  authorizer = {
    api              = "rest"
    type             = local.authorizer_type
    payload          = null
    simple_responses = false
    header           = local.token_header
    identity_sources = local.identity_sources
    ttl_seconds      = local.ttl_seconds
  }

  log_retention_days = var.log_retention_days
  log_kms_key_id     = var.log_kms_key_id
  tags               = var.tags
}

resource "aws_lambda_permission" "authorizer" {
  count = var.authorizer_invocation == "permission" ? 1 : 0

  statement_id  = "AllowAuthorizer"
  action        = "lambda:InvokeFunction"
  function_name = module.function.function_name
  qualifier     = module.function.qualifier
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${local.execution_arn}/authorizers/${aws_api_gateway_authorizer.this.id}"
}
