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
  package_path  = "./tests/unit/bundle/authorizer.zip"
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

run "defaults_of_the_function" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_lambda_function.this.memory_size == 128
    error_message = "128 MB"
  }

  assert {
    condition     = aws_lambda_function.this.timeout == 10
    error_message = "10 s"
  }

  assert {
    condition     = aws_lambda_function.this.runtime == "nodejs22.x"
    error_message = "nodejs22.x"
  }

  assert {
    condition     = aws_lambda_function.this.handler == "index.handler"
    error_message = "index.handler"
  }

  assert {
    condition     = tolist(aws_lambda_function.this.architectures) == tolist(["arm64"])
    error_message = "arm64"
  }

  assert {
    condition     = aws_lambda_function.this.publish == false && length(aws_lambda_alias.live) == 0
    error_message = "no versions"
  }

  assert {
    condition     = length(aws_lambda_function.this.vpc_config) == 0 && length(aws_lambda_function.this.tracing_config) == 0
    error_message = "no VPC, no tracing"
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 14 && aws_cloudwatch_log_group.this.name == "/aws/lambda/authorizer"
    error_message = "14 days"
  }

  assert {
    condition     = length(aws_iam_role_policy_attachment.this) == 0
    error_message = "no managed policy"
  }

  assert {
    condition     = keys(aws_lambda_function.this.environment[0].variables) == tolist(["AUTHCHAIN_AUTHORIZER"])
    error_message = "a package learns how it is asked"
  }
}

run "memory_size_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    memory_size = 128
  }
}

run "memory_size_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    memory_size = 10240
  }
}

run "memory_size_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    memory_size = 127
  }

  expect_failures = [var.memory_size]
}

run "memory_size_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    memory_size = 10241
  }

  expect_failures = [var.memory_size]
}

run "timeout_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    timeout = 1
  }
}

run "timeout_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    timeout = 30
  }
}

run "timeout_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    timeout = 0
  }

  expect_failures = [var.timeout]
}

run "timeout_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    timeout = 31
  }

  expect_failures = [var.timeout]
}

run "reserved_concurrency_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    reserved_concurrency = -1
  }
}

run "reserved_concurrency_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    reserved_concurrency = 1000
  }
}

run "reserved_concurrency_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    reserved_concurrency = -2
  }

  expect_failures = [var.reserved_concurrency]
}

run "reserved_concurrency_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    reserved_concurrency = 0.5
  }

  expect_failures = [var.reserved_concurrency]
}

run "log_retention_days_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    log_retention_days = 1
  }
}

run "log_retention_days_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    log_retention_days = 3653
  }
}

run "log_retention_days_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    log_retention_days = 0
  }

  expect_failures = [var.log_retention_days]
}

run "log_retention_days_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    log_retention_days = 15
  }

  expect_failures = [var.log_retention_days]
}

run "architecture_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    architecture = "arm64"
  }
}

run "architecture_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    architecture = "x86_64"
  }
}

run "architecture_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    architecture = "ARM"
  }

  expect_failures = [var.architecture]
}

run "architecture_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    architecture = ""
  }

  expect_failures = [var.architecture]
}

run "runtime_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    runtime = "nodejs22.x"
  }
}

run "runtime_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    runtime = "nodejs20.x"
  }

  expect_failures = [var.runtime]
}

run "runtime_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    runtime = "python3.13"
  }

  expect_failures = [var.runtime]
}

run "log_format_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    log_format = "JSON"
  }
}

run "log_format_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    log_format = "Text"
  }
}

run "log_format_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    log_format = "text"
  }

  expect_failures = [var.log_format]
}

run "log_format_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    log_format = ""
  }

  expect_failures = [var.log_format]
}

run "layers_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    layers = []
  }
}

run "layers_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    layers = ["arn:aws:lambda:eu-central-1:123456789012:layer:a:1", "arn:aws:lambda:eu-central-1:123456789012:layer:a:2", "arn:aws:lambda:eu-central-1:123456789012:layer:a:3", "arn:aws:lambda:eu-central-1:123456789012:layer:a:4", "arn:aws:lambda:eu-central-1:123456789012:layer:a:5"]
  }
}

run "layers_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    layers = ["a", "b", "c", "d", "e", "f"]
  }

  expect_failures = [var.layers]
}

run "iam_path_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    iam_path = "/"
  }
}

run "iam_path_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    iam_path = "/a/b/"
  }
}

run "iam_path_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    iam_path = "a"
  }

  expect_failures = [var.iam_path]
}

run "iam_path_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    iam_path = "/a"
  }

  expect_failures = [var.iam_path]
}

run "function_name_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    function_name = "a"
  }
}

run "function_name_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    function_name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }
}

run "function_name_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    function_name = ""
  }

  expect_failures = [var.function_name]
}

run "function_name_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    function_name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  }

  expect_failures = [var.function_name]
}

run "example_token_sha256_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    example_token_sha256 = "abc"
    package_path         = null
  }

  expect_failures = [var.example_token_sha256]
}

run "example_token_sha256_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    example_token_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    package_path         = null
  }

  expect_failures = [var.example_token_sha256]
}

run "chain_parameter_name_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain_parameter_name = "no-slash"
    package_path         = null
  }

  expect_failures = [var.chain_parameter_name]
}

run "chain_parameter_name_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain_parameter_name = "/with space"
    package_path         = null
  }

  expect_failures = [var.chain_parameter_name]
}

run "package_path_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_path = "authorizer.tar"
  }

  expect_failures = [var.package_path]
}

run "bundle_dir_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    bundle_dir   = "./nowhere"
    package_path = null
  }

  expect_failures = [var.bundle_dir]
}

run "handler_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    handler = "index.handler"
  }
}

run "handler_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    handler = "a.b"
  }
}

run "handler_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    handler = "with space"
  }

  expect_failures = [var.handler]
}

run "description_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    description = ""
  }
}

run "description_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    description = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
  }
}

run "description_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    description = "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
  }

  expect_failures = [var.description]
}

run "environment_variables_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment_variables = {}
  }
}

run "environment_variables_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment_variables = { ISSUER = "x" }
  }
}

run "environment_variables_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment_variables = { "1A" = "x" }
  }

  expect_failures = [var.environment_variables]
}

run "environment_variables_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment_variables = { AUTHCHAIN_CHAIN = "x" }
  }

  expect_failures = [var.environment_variables]
}

run "policy_statements_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    policy_statements = []
  }
}

run "policy_statements_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    policy_statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::b/*"] }]
  }
}

run "policy_statements_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    policy_statements = [{ actions = [], resources = ["*"] }]
  }

  expect_failures = [var.policy_statements]
}

run "vpc_config_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    vpc_config = null
  }
}

run "vpc_config_accepts_its_upper_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    vpc_config = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
  }
}

run "vpc_config_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    vpc_config = { subnet_ids = [], security_group_ids = ["sg-1"] }
  }

  expect_failures = [var.vpc_config]
}

run "vpc_config_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    vpc_config = { subnet_ids = ["subnet-1"], security_group_ids = [] }
  }

  expect_failures = [var.vpc_config]
}

run "provisioned_concurrency_accepts_its_lower_edge" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    provisioned_concurrency = 0
  }
}

run "provisioned_concurrency_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    provisioned_concurrency = -1
  }

  expect_failures = [var.provisioned_concurrency]
}

run "provisioned_concurrency_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    provisioned_concurrency = 1.5
  }

  expect_failures = [var.provisioned_concurrency]
}

run "chain_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain        = []
    package_path = null
  }

  expect_failures = [var.chain]
}

run "chain_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    chain        = { plugins = "jwt" }
    package_path = null
  }

  expect_failures = [var.chain]
}

run "package_s3_refuses_below" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_s3   = { bucket = "B", key = "a.zip" }
    package_path = null
  }

  expect_failures = [var.package_s3]
}

run "package_s3_refuses_beyond" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    package_s3   = { bucket = "bucket", key = "a.tar" }
    package_path = null
  }

  expect_failures = [var.package_s3]
}
