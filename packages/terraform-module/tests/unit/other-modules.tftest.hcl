# modules/http-api, modules/websocket and modules/account.

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
  api_id               = "abc123"
  api_execution_arn    = "arn:aws:execute-api:eu-central-1:123456789012:abc123"
  lambda_function_name = "authorizer"
  package_path         = "./tests/unit/bundle/authorizer.zip"
}

run "an_http_api_takes_simple_responses_for_a_minute" {
  command = plan

  module {
    source = "./modules/http-api"
  }

  assert {
    condition     = aws_apigatewayv2_authorizer.this.authorizer_payload_format_version == "2.0" && aws_apigatewayv2_authorizer.this.enable_simple_responses && aws_apigatewayv2_authorizer.this.authorizer_result_ttl_in_seconds == 60
    error_message = "payload 2.0, simple responses, 60 s"
  }

  assert {
    condition     = aws_apigatewayv2_authorizer.this.identity_sources == toset(["$request.header.Authorization"])
    error_message = "the Authorization header"
  }
}

run "the_route_key_may_be_part_of_the_cache_key" {
  command = plan

  module {
    source = "./modules/http-api"
  }

  variables {
    identity_sources       = ["$request.header.Authorization", "$context.routeKey"]
    authorizer_ttl_seconds = 3600
  }

  assert {
    condition     = contains(aws_apigatewayv2_authorizer.this.identity_sources, "$context.routeKey")
    error_message = "the route key"
  }
}

run "what_an_http_api_does_not_have_is_refused" {
  command = plan

  module {
    source = "./modules/http-api"
  }

  variables {
    identity_sources       = ["method.request.header.Authorization"]
    authorizer_ttl_seconds = 3601
    authorizer_name        = ""
    api_execution_arn      = "abc123"
  }

  expect_failures = [
    var.identity_sources,
    var.authorizer_ttl_seconds,
    var.authorizer_name,
    var.api_execution_arn,
  ]
}

run "a_cache_without_sources_is_refused_on_http_apis" {
  command = plan

  module {
    source = "./modules/http-api"
  }

  variables {
    identity_sources = []
  }

  expect_failures = [aws_apigatewayv2_authorizer.this]
}

run "no_sources_go_with_no_cache_on_http_apis" {
  command = plan

  module {
    source = "./modules/http-api"
  }

  variables {
    identity_sources       = []
    authorizer_ttl_seconds = 0
  }
}

run "a_ttl_above_the_bundle_is_refused_on_http_apis" {
  command = plan

  module {
    source = "./modules/http-api"
  }

  variables {
    package_path           = null
    bundle_dir             = "./tests/unit/bundle-http"
    authorizer_ttl_seconds = 121
  }

  expect_failures = [aws_apigatewayv2_authorizer.this]
}

run "a_bundle_for_rest_is_refused_on_http_apis" {
  command = plan

  module {
    source = "./modules/http-api"
  }

  variables {
    package_path = null
    bundle_dir   = "./tests/unit/bundle"
  }

  expect_failures = [aws_apigatewayv2_authorizer.this]
}

run "a_websocket_api_reads_the_handshake" {
  command = plan

  module {
    source = "./modules/websocket"
  }

  assert {
    condition     = aws_apigatewayv2_authorizer.this.identity_sources == toset(["route.request.header.Authorization"]) && aws_apigatewayv2_authorizer.this.authorizer_type == "REQUEST"
    error_message = "REQUEST, the Authorization header"
  }
}

run "what_a_websocket_api_does_not_have_is_refused" {
  command = plan

  module {
    source = "./modules/websocket"
  }

  variables {
    identity_sources  = ["$request.header.Authorization"]
    authorizer_name   = ""
    api_execution_arn = "abc123"
  }

  expect_failures = [var.identity_sources, var.authorizer_name, var.api_execution_arn]
}

run "a_bundle_for_rest_is_refused_on_websocket_apis" {
  command = plan

  module {
    source = "./modules/websocket"
  }

  variables {
    package_path = null
    bundle_dir   = "./tests/unit/bundle"
  }

  expect_failures = [aws_apigatewayv2_authorizer.this]
}

run "the_account_gets_one_role_for_logs" {
  command = plan

  module {
    source = "./modules/account"
  }

  assert {
    condition     = aws_iam_role.this.name == "api-gateway-logs" && endswith(aws_iam_role_policy_attachment.this.policy_arn, "/AmazonAPIGatewayPushToCloudWatchLogs")
    error_message = "a role that may write logs"
  }
}

run "edges_of_the_account_are_refused" {
  command = plan

  module {
    source = "./modules/account"
  }

  variables {
    role_name = "a b"
    iam_path  = "/a"
  }

  expect_failures = [var.role_name, var.iam_path]
}
