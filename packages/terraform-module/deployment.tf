locals {
  # Attributes that are unset read as null after the first apply and as empty ones after the first refresh.
  # Hashing only what has content keeps the second plan empty.
  deployment_dependencies = [
    for dependency in var.deployment_dependencies : try(
      { for name, value in dependency : name => value if value != null && try(length(value) > 0, true) },
      dependency,
    )
  ]

  # Inputs, not resources: a deployment is a snapshot of exactly these.
  deployment_content = {
    authorizer = {
      type                  = local.authorizer_type
      identity_source       = local.identity_source
      ttl_seconds           = local.ttl_seconds
      validation_expression = local.validation_expression
      function_name         = var.lambda_function_name
      publish               = var.lambda_publish
      invocation            = var.authorizer_invocation
    }
    gateway_responses = local.gateway_responses
    policy            = local.api_policy
    endpoint_type     = var.endpoint_type
    dependencies      = local.deployment_dependencies
  }
}

resource "aws_api_gateway_deployment" "this" {
  count = var.create_deployment ? 1 : 0

  rest_api_id = local.rest_api_id
  triggers    = { content = sha256(jsonencode(local.deployment_content)) }

  depends_on = [
    aws_api_gateway_authorizer.this,
    aws_api_gateway_gateway_response.this,
    aws_iam_role_policy.invocation,
    aws_lambda_permission.authorizer,
  ]

  lifecycle {
    # A stage must move to the new deployment before the old one can go.
    create_before_destroy = true

    precondition {
      condition     = length(var.deployment_dependencies) > 0
      error_message = "A deployment holds the methods that are there when it is made: name them and their integrations in deployment_dependencies, or set create_deployment = false."
    }
  }
}

resource "aws_api_gateway_stage" "this" {
  count = var.create_deployment ? 1 : 0

  rest_api_id          = local.rest_api_id
  deployment_id        = aws_api_gateway_deployment.this[0].id
  stage_name           = var.stage_name
  variables            = var.stage_variables
  xray_tracing_enabled = var.stage_xray_tracing_enabled
  tags                 = var.tags

  dynamic "access_log_settings" {
    for_each = aws_cloudwatch_log_group.access

    content {
      destination_arn = access_log_settings.value.arn
      format          = var.access_log_format
    }
  }

  depends_on = [aws_cloudwatch_log_group.execution]
}

resource "aws_api_gateway_method_settings" "this" {
  count = var.create_deployment && (var.api_logging_level != "OFF" || var.stage_throttle != null) ? 1 : 0

  rest_api_id = local.rest_api_id
  stage_name  = aws_api_gateway_stage.this[0].stage_name
  method_path = "*/*"

  settings {
    logging_level = var.api_logging_level
    # The trace would hold every request's credential.
    data_trace_enabled     = false
    metrics_enabled        = var.api_logging_level != "OFF"
    throttling_rate_limit  = try(var.stage_throttle.rate_limit, -1)
    throttling_burst_limit = try(var.stage_throttle.burst_limit, -1)
  }
}
