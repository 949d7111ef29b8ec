resource "aws_api_gateway_authorizer" "this" {
  name                             = var.authorizer_name != null ? var.authorizer_name : var.lambda_function_name
  rest_api_id                      = local.rest_api_id
  type                             = local.authorizer_type
  authorizer_uri                   = module.function.invoke_uri
  authorizer_credentials           = var.authorizer_invocation == "role" ? aws_iam_role.invocation[0].arn : null
  identity_source                  = local.identity_source
  identity_validation_expression   = local.validation_expression
  authorizer_result_ttl_in_seconds = local.ttl_seconds

  lifecycle {
    precondition {
      condition     = var.create_rest_api || var.rest_api_id != null
      error_message = "create_rest_api = false needs the rest_api_id of the API to attach to."
    }

    precondition {
      condition     = local.manifest == null ? true : local.manifest.authorizer.api == "rest"
      error_message = "The bundle is for another kind of API: use modules/http-api or modules/websocket, or set `authorizer: { api: 'rest', … }` in plugins.config.ts."
    }

    precondition {
      condition     = local.manifest == null ? true : local.manifest.authorizer.type == local.authorizer_type
      error_message = "authorizer_type differs from the type that the bundle was built for: events of another type are failures. Change plugins.config.ts and build again."
    }

    precondition {
      condition     = local.authorizer_type != "TOKEN" || can(regex("^method\\.request\\.header\\.[^,\\s]+$", local.identity_source))
      error_message = "A TOKEN authorizer has exactly one identity source, a header."
    }

    precondition {
      condition     = length(local.identity_sources) > 0 || local.ttl_seconds == 0
      error_message = "Without identity sources there is nothing to cache under: set authorizer_ttl_seconds = 0."
    }

    precondition {
      condition     = local.validation_expression == null || local.authorizer_type == "TOKEN"
      error_message = "identity_validation_expression is for TOKEN authorizers."
    }

    precondition {
      condition     = local.manifest == null || local.ttl_seconds == 0 ? true : local.manifest.authorizer.ttlSeconds > 0 && local.ttl_seconds <= local.manifest.authorizer.ttlSeconds
      error_message = "authorizer_ttl_seconds is above what the bundle was checked for. Set `authorizer.ttlSeconds` in plugins.config.ts and build again; the build says whether it is sound."
    }

    precondition {
      condition     = local.manifest == null || local.ttl_seconds == 0 ? true : length(setsubtract(local.manifest.authorizer.identitySources, local.identity_sources)) == 0
      error_message = "Answers are cached, and identity_source leaves out what the bundle reads: a cached answer would be served to another caller. Name every identity source of the manifest, or set authorizer_ttl_seconds = 0."
    }
  }
}
