data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

locals {
  # What `authchain build` found out about the chain; null without a bundle.
  manifest = var.bundle_dir == null ? null : jsondecode(file("${var.bundle_dir}/manifest.json"))

  rest_api_id = var.create_rest_api ? aws_api_gateway_rest_api.this[0].id : var.rest_api_id
  # Null only until the precondition of the authorizer says so.
  execution_arn = local.rest_api_id == null ? null : "arn:${data.aws_partition.current.partition}:execute-api:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:${local.rest_api_id}"

  authorizer_type  = coalesce(var.authorizer_type, try(local.manifest.authorizer.type, null), "TOKEN")
  ttl_seconds      = coalesce(var.authorizer_ttl_seconds, try(local.manifest.authorizer.ttlSeconds, null), 300)
  manifest_sources = try(join(",", local.manifest.authorizer.identitySources), null)
  # Not coalesce: the empty text is an answer here.
  written_sources = (
    var.identity_source != null ? var.identity_source :
    local.manifest_sources != null ? local.manifest_sources : "method.request.header.Authorization"
  )
  identity_sources      = [for source in split(",", local.written_sources) : trimspace(source) if trimspace(source) != ""]
  identity_source       = join(",", local.identity_sources)
  token_header          = local.authorizer_type == "TOKEN" ? trimprefix(local.identity_source, "method.request.header.") : null
  validation_expression = var.identity_validation_expression != null ? var.identity_validation_expression : try(local.manifest.authorizer.validationExpression, null)

  # Headers are mapping expressions already: quoted text, or where the value comes from.
  manifest_responses = { for response in try(values(local.manifest.responses), []) : response.gatewayResponse => {
    status_code         = tostring(response.status)
    response_parameters = { for name, value in response.headers : "gatewayresponse.header.${name}" => value }
    response_templates  = { (response.contentType) = response.body }
  } if response != null }
  gateway_responses = merge(local.manifest_responses, var.gateway_responses)
}
