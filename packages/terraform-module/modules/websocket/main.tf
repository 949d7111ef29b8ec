locals {
  manifest = var.bundle_dir == null ? null : jsondecode(file("${var.bundle_dir}/manifest.json"))
  # Not coalesce: an empty list is an answer here.
  identity_sources = var.identity_sources != null ? var.identity_sources : try(local.manifest.authorizer.identitySources, ["route.request.header.Authorization"])
}

module "function" {
  source = "../function"

  function_name        = var.lambda_function_name
  bundle_dir           = var.bundle_dir
  package_path         = var.package_path
  chain                = var.chain
  chain_parameter_name = var.chain_parameter_name
  example_token_sha256 = var.example_token_sha256

  authorizer = {
    api              = "websocket"
    type             = "REQUEST"
    payload          = null
    simple_responses = false
    header           = null
    identity_sources = local.identity_sources
    ttl_seconds      = 0
  }

  description                  = var.lambda.description
  memory_size                  = var.lambda.memory_size
  timeout                      = var.lambda.timeout
  runtime                      = var.lambda.runtime
  architecture                 = var.lambda.architecture
  layers                       = var.lambda.layers
  vpc_config                   = var.lambda.vpc_config
  environment_variables        = var.lambda.environment_variables
  allow_secrets_in_environment = var.lambda.allow_secrets_in_environment
  reserved_concurrency         = var.lambda.reserved_concurrency
  publish                      = var.lambda.publish
  provisioned_concurrency      = var.lambda.provisioned_concurrency
  tracing                      = var.lambda.tracing
  log_retention_days           = var.lambda.log_retention_days
  log_kms_key_id               = var.lambda.log_kms_key_id
  policy_statements            = var.lambda.policy_statements
  policy_arns                  = var.lambda.policy_arns
  secret_kms_key_arns          = var.lambda.secret_kms_key_arns
  iam_path                     = var.lambda.iam_path
  iam_permissions_boundary     = var.lambda.iam_permissions_boundary
  tags                         = var.tags
}

resource "aws_apigatewayv2_authorizer" "this" {
  api_id           = var.api_id
  name             = var.authorizer_name != null ? var.authorizer_name : var.lambda_function_name
  authorizer_type  = "REQUEST"
  authorizer_uri   = module.function.invoke_uri
  identity_sources = local.identity_sources

  lifecycle {
    precondition {
      condition     = local.manifest == null ? true : local.manifest.authorizer.api == "websocket"
      error_message = "The bundle is for another kind of API. Set `authorizer: { api: 'websocket' }` in plugins.config.ts and build again."
    }
  }
}

resource "aws_lambda_permission" "authorizer" {
  statement_id  = "AllowAuthorizer"
  action        = "lambda:InvokeFunction"
  function_name = module.function.function_name
  qualifier     = module.function.qualifier
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${var.api_execution_arn}/authorizers/${aws_apigatewayv2_authorizer.this.id}"
}
