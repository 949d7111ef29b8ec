locals {
  manifest = var.bundle_dir == null ? null : jsondecode(file("${var.bundle_dir}/manifest.json"))
  # Not coalesce: an empty list is an answer here.
  identity_sources = var.identity_sources != null ? var.identity_sources : try(local.manifest.authorizer.identitySources, ["$request.header.Authorization"])
  ttl_seconds      = coalesce(var.authorizer_ttl_seconds, try(local.manifest.authorizer.ttlSeconds, null), 60)
  payload          = try(local.manifest.authorizer.payload, "2.0")
  simple_responses = try(local.manifest.authorizer.simpleResponses, true)
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
    api              = "http"
    type             = "REQUEST"
    payload          = local.payload
    simple_responses = local.simple_responses
    header           = null
    identity_sources = local.identity_sources
    ttl_seconds      = local.ttl_seconds
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
  api_id                            = var.api_id
  name                              = var.authorizer_name != null ? var.authorizer_name : var.lambda_function_name
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = module.function.invoke_uri
  identity_sources                  = local.identity_sources
  authorizer_payload_format_version = local.payload
  enable_simple_responses           = local.simple_responses
  authorizer_result_ttl_in_seconds  = local.ttl_seconds

  lifecycle {
    precondition {
      condition     = local.manifest == null ? true : local.manifest.authorizer.api == "http"
      error_message = "The bundle is for another kind of API. Set `authorizer: { api: 'http' }` in plugins.config.ts and build again."
    }

    precondition {
      condition     = length(local.identity_sources) > 0 || local.ttl_seconds == 0
      error_message = "Without identity sources there is nothing to cache under: set authorizer_ttl_seconds = 0."
    }

    precondition {
      condition     = local.manifest == null || local.ttl_seconds == 0 ? true : local.ttl_seconds <= local.manifest.authorizer.ttlSeconds
      error_message = "authorizer_ttl_seconds is above what the bundle was checked for. Set `authorizer.ttlSeconds` in plugins.config.ts and build again."
    }

    precondition {
      condition     = local.manifest == null || local.ttl_seconds == 0 ? true : length(setsubtract(local.manifest.authorizer.identitySources, local.identity_sources)) == 0
      error_message = "Answers are cached, and identity_sources leaves out what the bundle reads: a cached answer would be served to another caller."
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
