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
  function_name = "authorizer"
  authorizer = {
    api              = "rest"
    type             = "TOKEN"
    payload          = null
    simple_responses = false
    header           = "Authorization"
    identity_sources = ["method.request.header.Authorization"]
    ttl_seconds      = 300
  }
}

run "a_manifest_says_what_is_not_said" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    bundle_dir = "./tests/unit/bundle"
  }

  assert {
    condition     = tolist(aws_lambda_function.this.architectures) == tolist(["x86_64"])
    error_message = "the first architecture of the manifest"
  }

  assert {
    condition     = aws_lambda_function.this.environment[0].variables == tomap({ ISSUER = "https://auth.example.com/" })
    error_message = "exactly the environment of the manifest"
  }

  assert {
    condition     = aws_lambda_function.this.source_code_hash == filebase64sha256("./tests/unit/bundle/authorizer.zip")
    error_message = "the hash of the zip"
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.this[0].policy).Statement[1].Resource[0] == "arn:aws:ssm:eu-central-1:123456789012:parameter/orders/jwt-secret"
    error_message = "placeholders are replaced"
  }
}

run "a_manifest_and_a_zip_of_two_builds_are_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    bundle_dir = "./tests/unit/bundle-mismatch"
  }

  expect_failures = [aws_lambda_function.this]
}

run "two_packages_are_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    bundle_dir   = "./tests/unit/bundle"
    package_path = "./tests/unit/bundle/authorizer.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_chain_beside_a_bundle_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    bundle_dir = "./tests/unit/bundle"
    chain      = [{ plugin = "jwt" }]
  }

  expect_failures = [aws_lambda_function.this]
}

run "an_example_beside_a_chain_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain                = [{ plugin = "jwt" }]
    example_token_sha256 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_parameter_without_a_chain_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain_parameter_name = "/orders/chain"
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_changed_variable_of_the_bundle_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    bundle_dir            = "./tests/unit/bundle"
    environment_variables = { ISSUER = "https://other.example.com/" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_timeout_under_the_deadline_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    bundle_dir = "./tests/unit/bundle"
    timeout    = 5
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_variable_named_like_a_secret_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path          = "./tests/unit/bundle/authorizer.zip"
    environment_variables = { DB_PASSWORD = "x" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_value_that_looks_like_a_secret_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path          = "./tests/unit/bundle/authorizer.zip"
    environment_variables = { FOO = "AKIAABCDEFGHIJKLMNOP" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "an_environment_over_4_kb_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path          = "./tests/unit/bundle/authorizer.zip"
    environment_variables = { FOO = join("", [for i in range(1000) : "xxxxx"]) }
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_chain_over_4_kb_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain = [for i in range(70) : { plugin = "require-scope", options = { scopes = ["orders:read:${i}"] } }]
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_chain_over_4_kb_may_stand_in_a_parameter" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain                = [for i in range(70) : { plugin = "require-scope", options = { scopes = ["orders:read:${i}"] } }]
    chain_parameter_name = "/orders/chain"
  }

  assert {
    condition     = aws_ssm_parameter.chain[0].tier == "Advanced" && length(jsonencode(aws_lambda_function.this.environment[0].variables)) < 1000
    error_message = "an advanced parameter, and an environment that fits"
  }
}

run "a_chain_over_8_kb_is_refused_everywhere" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain                = [for i in range(140) : { plugin = "require-scope", options = { scopes = ["orders:read:${i}"] } }]
    chain_parameter_name = "/orders/chain"
  }

  expect_failures = [aws_lambda_function.this]
}

run "names_and_values_next_to_secrets_are_none" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path          = "./tests/unit/bundle/authorizer.zip"
    environment_variables = { SECRETS_PREFIX = "/orders", API_KEY_HEADER = "x-api-key", REGION = "AKIA", NOTE = "eyJ is how tokens begin" }
  }
}

run "each_kind_of_secret_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path          = "./tests/unit/bundle/authorizer.zip"
    environment_variables = { NOTE = "eyJhbGciOiJIUzI1NiJ9.e30.x" }
  }

  expect_failures = [aws_lambda_function.this]
}

run "no_role_at_all_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "./tests/unit/bundle/authorizer.zip"
    create_role  = false
  }

  expect_failures = [aws_lambda_function.this]
}

run "warm_environments_without_versions_are_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path            = "./tests/unit/bundle/authorizer.zip"
    provisioned_concurrency = 1
  }

  expect_failures = [aws_lambda_function.this]
}

run "a_zip_that_is_not_there_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "./nowhere.zip"
  }

  expect_failures = [aws_lambda_function.this]
}

run "secrets_in_the_environment_may_be_allowed" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path                 = "./tests/unit/bundle/authorizer.zip"
    environment_variables        = { DB_PASSWORD = "x" }
    allow_secrets_in_environment = true
  }
}

run "a_word_that_only_holds_token_is_no_secret" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path          = "./tests/unit/bundle/authorizer.zip"
    environment_variables = { TOKEN_ISSUER = "https://auth.example.com/" }
  }
}

run "versions_come_with_an_alias_and_warm_environments" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path            = "./tests/unit/bundle/authorizer.zip"
    publish                 = true
    provisioned_concurrency = 2
  }

  assert {
    condition     = length(aws_lambda_alias.live) == 1 && length(aws_lambda_provisioned_concurrency_config.live) == 1
    error_message = "alias and warm environments"
  }
}

run "what_moto_lacks_is_planned" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path   = "./tests/unit/bundle/authorizer.zip"
    log_format     = "JSON"
    kms_key_arn    = "arn:aws:kms:eu-central-1:123456789012:key/1"
    log_kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/1"
    tracing        = true
  }

  assert {
    condition     = aws_lambda_function.this.logging_config[0].log_format == "JSON" && aws_lambda_function.this.kms_key_arn != null && aws_lambda_function.this.tracing_config[0].mode == "Active"
    error_message = "log format, key and tracing"
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id != null
    error_message = "key of the log"
  }
}

run "a_role_of_ones_own_takes_the_place" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "./tests/unit/bundle/authorizer.zip"
    create_role  = false
    role_arn     = "arn:aws:iam::123456789012:role/own"
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && length(aws_iam_role_policy.this) == 0
    error_message = "no role"
  }
}

run "a_vpc_brings_its_policy" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "./tests/unit/bundle/authorizer.zip"
    vpc_config   = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
  }

  assert {
    condition     = contains(keys(aws_iam_role_policy_attachment.this), "vpc_access")
    error_message = "the policy for network interfaces"
  }
}

run "an_object_in_s3_is_not_read" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_s3 = { bucket = "bucket", key = "a.zip", sha256_base64 = "abc=" }
  }

  assert {
    condition     = aws_lambda_function.this.s3_bucket == "bucket" && aws_lambda_function.this.filename == null && aws_lambda_function.this.source_code_hash == "abc="
    error_message = "from S3"
  }
}

run "a_chain_reads_exactly_what_it_refers_to" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain        = [{ plugin = "jwt", options = { secret = { ssm = "/orders/jwt-secret" } } }, { plugin = "api-key", options = { keys = { ssm = "/orders/keys" } } }]
    package_path = null
  }

  assert {
    condition     = toset(jsondecode(aws_iam_role_policy.this[0].policy).Statement[1].Resource) == toset(["arn:aws:ssm:eu-central-1:123456789012:parameter/orders/jwt-secret", "arn:aws:ssm:eu-central-1:123456789012:parameter/orders/keys/*"])
    error_message = "the secret and the folder of keys"
  }

  assert {
    condition     = jsondecode(aws_lambda_function.this.environment[0].variables.AUTHCHAIN_CHAIN)[0].plugin == "jwt"
    error_message = "the chain in the environment"
  }
}

run "a_chain_may_stand_in_a_parameter" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain                = [{ plugin = "jwt", options = { secret = { ssm = "/orders/jwt-secret" } } }, { plugin = "api-key", options = { keys = { ssm = "/orders/keys" } } }]
    package_path         = null
    chain_parameter_name = "/orders/chain"
  }

  assert {
    condition     = aws_ssm_parameter.chain[0].type == "SecureString"
    error_message = "a secure parameter"
  }

  assert {
    condition     = !contains(keys(aws_lambda_function.this.environment[0].variables), "AUTHCHAIN_CHAIN") && aws_lambda_function.this.environment[0].variables.AUTHCHAIN_CHAIN_PARAMETER == "/orders/chain"
    error_message = "its name in the environment"
  }
}

run "without_a_chain_the_next_step_is_said" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition     = strcontains(output.next_step, "example.no_chain")
    error_message = "the next step"
  }
}
