mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

variables {
  api_name                = "orders"
  lambda_function_name    = "authorizer"
  package_path            = "./tests/unit/bundle/authorizer.zip"
  deployment_dependencies = ["GET /orders"]
}

run "defaults" {
  command = plan

  assert {
    condition     = aws_api_gateway_authorizer.this.type == "TOKEN" && aws_api_gateway_authorizer.this.authorizer_result_ttl_in_seconds == 300 && aws_api_gateway_authorizer.this.identity_source == "method.request.header.Authorization"
    error_message = "TOKEN, 300 s, Authorization"
  }

  assert {
    condition     = aws_api_gateway_authorizer.this.name == "authorizer"
    error_message = "named after the function"
  }

  assert {
    condition     = aws_api_gateway_stage.this[0].stage_name == "prod" && length(aws_api_gateway_method_settings.this) == 0
    error_message = "the stage prod"
  }

  assert {
    condition     = tolist(aws_api_gateway_rest_api.this[0].endpoint_configuration[0].types) == tolist(["REGIONAL"])
    error_message = "regional"
  }

  assert {
    condition     = length(aws_iam_role.invocation) == 1 && length(aws_lambda_permission.authorizer) == 0
    error_message = "invoked by a role"
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.execution) == 0 && length(aws_cloudwatch_log_group.access) == 0
    error_message = "no logs of the API"
  }

  assert {
    condition     = length(aws_api_gateway_gateway_response.this) == 0
    error_message = "no gateway responses"
  }
}

run "a_manifest_sets_the_authorizer_up" {
  command = plan

  variables {
    bundle_dir   = "./tests/unit/bundle"
    package_path = null
  }

  assert {
    condition     = aws_api_gateway_authorizer.this.type == "REQUEST" && aws_api_gateway_authorizer.this.authorizer_result_ttl_in_seconds == 120 && aws_api_gateway_authorizer.this.identity_source == "method.request.header.Authorization,method.request.header.x-tenant"
    error_message = "as the manifest says"
  }

  assert {
    condition     = aws_api_gateway_gateway_response.this["UNAUTHORIZED"].response_parameters["gatewayresponse.header.WWW-Authenticate"] == "'Bearer'"
    error_message = "the responses of the manifest"
  }
}

run "inputs_override_the_manifest" {
  command = plan

  variables {
    bundle_dir             = "./tests/unit/bundle"
    package_path           = null
    authorizer_ttl_seconds = 60
    gateway_responses      = { UNAUTHORIZED = { status_code = "401" } }
  }

  assert {
    condition     = aws_api_gateway_authorizer.this.authorizer_result_ttl_in_seconds == 60
    error_message = "60 s"
  }

  assert {
    condition     = length(aws_api_gateway_gateway_response.this["UNAUTHORIZED"].response_templates) == 0
    error_message = "the response that was given"
  }
}

run "a_bundle_for_another_api_is_refused" {
  command = plan

  variables {
    bundle_dir   = "./tests/unit/bundle-http"
    package_path = null
  }

  expect_failures = [aws_api_gateway_authorizer.this]
}

run "a_ttl_above_the_manifest_is_refused" {
  command = plan

  variables {
    bundle_dir             = "./tests/unit/bundle"
    package_path           = null
    authorizer_ttl_seconds = 121
  }

  expect_failures = [aws_api_gateway_authorizer.this]
}

run "another_type_than_the_manifest_is_refused" {
  command = plan

  variables {
    bundle_dir      = "./tests/unit/bundle"
    package_path    = null
    authorizer_type = "TOKEN"
    identity_source = "method.request.header.Authorization"
  }

  expect_failures = [aws_api_gateway_authorizer.this]
}

run "cached_answers_without_a_source_of_the_manifest_are_refused" {
  command = plan

  variables {
    bundle_dir      = "./tests/unit/bundle"
    package_path    = null
    identity_source = "method.request.header.Authorization"
  }

  expect_failures = [aws_api_gateway_authorizer.this]
}

run "a_cache_without_sources_is_refused" {
  command = plan

  variables {
    authorizer_type = "REQUEST"
    identity_source = ""
  }

  expect_failures = [aws_api_gateway_authorizer.this]
}

run "two_sources_of_a_token_authorizer_are_refused" {
  command = plan

  variables {
    identity_source = "method.request.header.A,method.request.header.B"
  }

  expect_failures = [aws_api_gateway_authorizer.this]
}

run "a_validation_expression_of_a_request_authorizer_is_refused" {
  command = plan

  variables {
    authorizer_type                = "REQUEST"
    identity_validation_expression = "^Bearer"
  }

  expect_failures = [aws_api_gateway_authorizer.this]
}

run "an_empty_deployment_is_refused" {
  command = plan

  variables {
    deployment_dependencies = []
  }

  expect_failures = [aws_api_gateway_deployment.this]
}

run "an_api_without_a_name_is_refused" {
  command = plan

  variables {
    api_name = null
  }

  expect_failures = [aws_api_gateway_rest_api.this]
}

run "endpoints_of_an_api_that_is_not_private_are_refused" {
  command = plan

  variables {
    vpc_endpoint_ids = ["vpce-1"]
  }

  expect_failures = [aws_api_gateway_rest_api.this]
}

run "a_private_api_that_nobody_reaches_is_refused" {
  command = plan

  variables {
    endpoint_type = "PRIVATE"
  }

  expect_failures = [aws_api_gateway_rest_api.this]
}

run "an_existing_api_without_its_id_is_refused" {
  command = plan

  variables {
    create_rest_api   = false
    create_deployment = false
  }

  expect_failures = [aws_api_gateway_authorizer.this]
}

run "an_id_beside_an_api_of_its_own_is_refused" {
  command = plan

  variables {
    rest_api_id = "abc"
  }

  expect_failures = [aws_api_gateway_rest_api.this]
}

run "no_sources_at_all_go_with_no_cache" {
  command = plan

  variables {
    authorizer_type        = "REQUEST"
    identity_source        = ""
    authorizer_ttl_seconds = 0
  }

  assert {
    condition     = aws_api_gateway_authorizer.this.identity_source == ""
    error_message = "none"
  }
}

run "method_and_path_may_be_part_of_the_cache_key" {
  command = plan

  variables {
    authorizer_type = "REQUEST"
    identity_source = "method.request.header.Authorization, context.httpMethod, context.resourcePath"
  }

  assert {
    condition     = tolist(output.authorizer_settings.identity_sources) == tolist(["method.request.header.Authorization", "context.httpMethod", "context.resourcePath"])
    error_message = "all three"
  }

  assert {
    condition     = aws_api_gateway_authorizer.this.identity_source == "method.request.header.Authorization,context.httpMethod,context.resourcePath" && aws_api_gateway_authorizer.this.authorizer_result_ttl_in_seconds == 300
    error_message = "without spaces, and cached"
  }
}

run "a_validation_expression_is_planned" {
  command = plan

  variables {
    identity_validation_expression = "^Bearer [-0-9a-zA-Z._]*$"
  }

  assert {
    condition     = aws_api_gateway_authorizer.this.identity_validation_expression == "^Bearer [-0-9a-zA-Z._]*$"
    error_message = "the expression"
  }
}

run "a_private_api_admits_its_endpoints" {
  command = plan

  variables {
    endpoint_type    = "PRIVATE"
    vpc_endpoint_ids = ["vpce-1"]
  }

  assert {
    condition     = jsondecode(aws_api_gateway_rest_api.this[0].policy).Statement[1].Condition.StringNotEquals["aws:SourceVpce"] == ["vpce-1"]
    error_message = "only the endpoint"
  }
}

run "a_policy_of_ones_own_takes_the_place" {
  command = plan

  variables {
    api_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  }

  assert {
    condition     = jsondecode(aws_api_gateway_rest_api.this[0].policy).Statement == []
    error_message = "the policy"
  }
}

run "a_permission_takes_the_place_of_the_role" {
  command = plan

  variables {
    authorizer_invocation = "permission"
  }

  assert {
    condition     = length(aws_iam_role.invocation) == 0 && length(aws_lambda_permission.authorizer) == 1 && aws_api_gateway_authorizer.this.authorizer_credentials == null
    error_message = "a permission"
  }
}

run "an_existing_api_gets_the_authorizer_alone" {
  command = plan

  variables {
    create_rest_api   = false
    rest_api_id       = "abc"
    create_deployment = false
    api_name          = null
  }

  assert {
    condition     = length(aws_api_gateway_rest_api.this) == 0 && length(aws_api_gateway_stage.this) == 0 && length(aws_api_gateway_deployment.this) == 0
    error_message = "nothing of the API"
  }

  assert {
    condition     = aws_api_gateway_authorizer.this.rest_api_id == "abc" && output.rest_api_id == "abc"
    error_message = "the API that was given"
  }
}

run "throttling_alone_leaves_the_log_off" {
  command = plan

  variables {
    stage_throttle = { rate_limit = 10, burst_limit = 20 }
  }

  assert {
    condition     = aws_api_gateway_method_settings.this[0].settings[0].logging_level == "OFF" && aws_api_gateway_method_settings.this[0].settings[0].throttling_burst_limit == 20
    error_message = "throttled"
  }
}

run "logs_have_groups_with_retention" {
  command = plan

  variables {
    api_logging_level  = "ERROR"
    access_log_format  = "$context.requestId"
    log_retention_days = 7
  }

  assert {
    condition     = aws_cloudwatch_log_group.execution[0].retention_in_days == 7 && aws_cloudwatch_log_group.access[0].retention_in_days == 7
    error_message = "7 days"
  }

  assert {
    condition     = aws_api_gateway_method_settings.this[0].settings[0].data_trace_enabled == false
    error_message = "no data trace"
  }
}

run "lower_edges_are_accepted" {
  command = plan

  variables {
    authorizer_ttl_seconds  = 0
    authorizer_type         = "TOKEN"
    endpoint_type           = "EDGE"
    identity_source         = "method.request.header.X-Key"
    stage_name              = "a"
    api_name                = "a"
    authorizer_name         = "a"
    api_logging_level       = "OFF"
    access_log_format       = "$context.extendedRequestId"
    log_retention_days      = 1
    authorizer_invocation   = "role"
    gateway_responses       = { DEFAULT_4XX = { status_code = "200" } }
    stage_throttle          = null
    api_description         = ""
    vpc_endpoint_ids        = []
    deployment_dependencies = ["a"]
  }
}

run "upper_edges_are_accepted" {
  command = plan

  variables {
    authorizer_ttl_seconds  = 3600
    authorizer_type         = "REQUEST"
    endpoint_type           = "REGIONAL"
    stage_name              = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    api_logging_level       = "INFO"
    log_retention_days      = 3653
    authorizer_invocation   = "permission"
    gateway_responses       = { DEFAULT_5XX = { status_code = "599" } }
    stage_throttle          = { rate_limit = 1, burst_limit = 1 }
    api_description         = format("%1024s", "d")
    deployment_dependencies = [{ a = 1 }, "b"]
  }
}

run "what_is_below_is_refused" {
  command = plan

  variables {
    authorizer_ttl_seconds  = -1
    authorizer_type         = "JWT"
    endpoint_type           = "EDGY"
    identity_source         = "Authorization"
    stage_name              = ""
    api_name                = ""
    authorizer_name         = ""
    api_logging_level       = "DEBUG"
    access_log_format       = "$context.status"
    log_retention_days      = 2
    authorizer_invocation   = "both"
    api_policy              = "not json"
    gateway_responses       = { lower = {} }
    stage_throttle          = { rate_limit = 0, burst_limit = 1 }
    vpc_endpoint_ids        = ["endpoint"]
    rest_api_id             = "An API"
    deployment_dependencies = "a"
  }

  expect_failures = [
    var.authorizer_ttl_seconds,
    var.authorizer_type,
    var.endpoint_type,
    var.identity_source,
    var.stage_name,
    var.api_name,
    var.authorizer_name,
    var.api_logging_level,
    var.access_log_format,
    var.log_retention_days,
    var.authorizer_invocation,
    var.api_policy,
    var.gateway_responses,
    var.stage_throttle,
    var.vpc_endpoint_ids,
    var.rest_api_id,
    var.deployment_dependencies,
  ]
}

run "what_is_beyond_is_refused" {
  command = plan

  variables {
    authorizer_ttl_seconds  = 3601
    authorizer_type         = ""
    identity_source         = "method.request.header.A,"
    stage_name              = "a b"
    authorizer_name         = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    log_retention_days      = 4000
    gateway_responses       = { DEFAULT_4XX = { status_code = "600" } }
    stage_throttle          = { rate_limit = 1, burst_limit = 0 }
    api_description         = format("%1025s", "d")
    deployment_dependencies = 7
  }

  expect_failures = [
    var.authorizer_ttl_seconds,
    var.authorizer_type,
    var.identity_source,
    var.stage_name,
    var.authorizer_name,
    var.log_retention_days,
    var.gateway_responses,
    var.stage_throttle,
    var.api_description,
    var.deployment_dependencies,
  ]
}
