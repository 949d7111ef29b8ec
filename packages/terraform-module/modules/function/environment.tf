locals {
  chain_json = var.chain == null ? null : jsonencode(var.chain)

  authorizer_json = jsonencode({
    api             = var.authorizer.api
    type            = var.authorizer.type
    payload         = var.authorizer.payload
    simpleResponses = var.authorizer.simple_responses
    header          = var.authorizer.header
    identitySources = var.authorizer.identity_sources
    ttlSeconds      = var.authorizer.ttl_seconds
  })

  runtime_environment = { for name, value in {
    # Packages of one's own may hold the runtime too: modules/package makes such ones.
    AUTHCHAIN_AUTHORIZER      = var.bundle_dir == null ? local.authorizer_json : null
    AUTHCHAIN_CHAIN           = var.chain_parameter_name == null ? local.chain_json : null
    AUTHCHAIN_CHAIN_PARAMETER = local.chain_json == null ? null : var.chain_parameter_name
    # A running container has read the parameter; another environment starts new ones.
    AUTHCHAIN_CHAIN_SHA256         = var.chain_parameter_name == null || local.chain_json == null ? null : sha256(local.chain_json)
    AUTHCHAIN_EXAMPLE_TOKEN_SHA256 = local.is_example ? var.example_token_sha256 : null
  } : name => value if value != null }

  manifest_environment = {
    for entry in try(local.manifest.environment, []) : entry.name => entry.value if entry.value != null
  }
  environment = merge(local.manifest_environment, var.environment_variables, local.runtime_environment)

  # Names only: an error must not print a value.
  missing_names = [
    for entry in try(local.manifest.environment, []) : entry.name
    if entry.secret && !contains(keys(var.environment_variables), entry.name)
  ]
  # The bundle refuses to start with other values than those it was built with.
  changed_names = [
    for entry in try(local.manifest.environment, []) : entry.name
    if !entry.secret && try(var.environment_variables[entry.name] != entry.value, false)
  ]
  secret_names = [
    for name, value in merge(local.manifest_environment, var.environment_variables) : name
    if can(regex("(?i)(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)$", name)) || can(regex("-----BEGIN [A-Z ]*PRIVATE KEY|^eyJ[A-Za-z0-9_-]+\\.|^(AKIA|ASIA)[A-Z0-9]{16}$|^ac_[A-Za-z0-9]+_", value))
  ]
}

resource "aws_ssm_parameter" "chain" {
  count = local.is_prebuilt && var.chain != null && var.chain_parameter_name != null ? 1 : 0

  name        = var.chain_parameter_name
  description = "Chain of the authorizer ${var.function_name}"
  type        = "SecureString"
  tier        = length(local.chain_json) > 4096 ? "Advanced" : "Standard"
  value       = local.chain_json
  tags        = var.tags
}
