resource "aws_api_gateway_rest_api" "this" {
  count = var.create_rest_api ? 1 : 0

  name                         = var.api_name
  description                  = var.api_description
  disable_execute_api_endpoint = var.disable_execute_api_endpoint
  policy                       = local.api_policy
  tags                         = var.tags

  endpoint_configuration {
    types            = [var.endpoint_type]
    vpc_endpoint_ids = length(var.vpc_endpoint_ids) == 0 ? null : var.vpc_endpoint_ids
  }

  lifecycle {
    precondition {
      condition     = var.api_name != null
      error_message = "An API needs api_name."
    }

    precondition {
      condition     = var.rest_api_id == null
      error_message = "rest_api_id names an existing API: set create_rest_api = false, or leave it out."
    }

    precondition {
      condition     = length(var.vpc_endpoint_ids) == 0 || var.endpoint_type == "PRIVATE"
      error_message = "vpc_endpoint_ids are for endpoint_type PRIVATE."
    }

    precondition {
      condition     = var.endpoint_type != "PRIVATE" || length(var.vpc_endpoint_ids) > 0 || var.api_policy != null
      error_message = "A PRIVATE API needs vpc_endpoint_ids or an api_policy: without a policy nobody reaches it."
    }
  }
}

locals {
  # The Allow admits everyone on the way in, the Deny everyone who comes another way.
  private_policy = {
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*" },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "execute-api:Invoke"
        Resource  = "execute-api:/*"
        Condition = { StringNotEquals = { "aws:SourceVpce" = var.vpc_endpoint_ids } }
      },
    ]
  }
  api_policy = (
    var.api_policy != null ? var.api_policy :
    var.endpoint_type == "PRIVATE" ? jsonencode(local.private_policy) : null
  )
}

resource "aws_api_gateway_gateway_response" "this" {
  for_each = local.gateway_responses

  rest_api_id         = local.rest_api_id
  response_type       = each.key
  status_code         = each.value.status_code
  response_parameters = each.value.response_parameters
  response_templates  = each.value.response_templates
}
