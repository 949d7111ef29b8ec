module "authorizer" {
  source = "../.."

  api_name             = "orders"
  lambda_function_name = "orders-authorizer"
  bundle_dir           = "${path.root}/.authchain"

  deployment_dependencies = concat(
    values(aws_api_gateway_method.orders),
    values(aws_api_gateway_integration.orders),
  )
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = module.authorizer.rest_api_id
  parent_id   = module.authorizer.rest_api_root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  for_each = toset(["GET", "POST"])

  rest_api_id   = module.authorizer.rest_api_id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = each.key
  authorization = "CUSTOM"
  authorizer_id = module.authorizer.authorizer_id
}

resource "aws_api_gateway_integration" "orders" {
  for_each = aws_api_gateway_method.orders

  rest_api_id             = module.authorizer.rest_api_id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = each.key
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.backend.invoke_arn
}
