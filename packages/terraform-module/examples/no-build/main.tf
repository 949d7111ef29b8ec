# Nothing is built: the prebuilt runtime composes the chain. Secrets are references, and the role may read
# exactly what the chain refers to.
module "authorizer" {
  source = "../.."

  api_name             = "no-build"
  lambda_function_name = "no-build-authorizer"
  authorizer_type      = "REQUEST"

  chain = [
    {
      plugin = "jwt"
      options = {
        issuer     = "https://auth.example.com/"
        audience   = "orders"
        algorithms = ["HS256"]
        secret     = { ssm = "/no-build/jwt-secret" }
      }
    },
    { plugin = "require-scope", options = { scopes = ["orders:read"] } },
  ]

  deployment_dependencies = [aws_api_gateway_method.orders, aws_api_gateway_integration.orders]
}
