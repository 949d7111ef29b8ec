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

run "lower_edges_are_accepted" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    memory_size             = 128
    timeout                 = 1
    reserved_concurrency    = -1
    log_retention_days      = 1
    architecture            = "arm64"
    runtime                 = "nodejs22.x"
    log_format              = "JSON"
    layers                  = []
    iam_path                = "/"
    function_name           = "a"
    handler                 = "index.handler"
    description             = ""
    environment_variables   = {}
    policy_statements       = []
    vpc_config              = null
    provisioned_concurrency = 0
  }
}

run "upper_edges_are_accepted" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    memory_size           = 10240
    timeout               = 30
    reserved_concurrency  = 1000
    log_retention_days    = 3653
    architecture          = "x86_64"
    log_format            = "Text"
    layers                = ["arn:aws:lambda:eu-central-1:123456789012:layer:a:1", "arn:aws:lambda:eu-central-1:123456789012:layer:a:2", "arn:aws:lambda:eu-central-1:123456789012:layer:a:3", "arn:aws:lambda:eu-central-1:123456789012:layer:a:4", "arn:aws:lambda:eu-central-1:123456789012:layer:a:5"]
    iam_path              = "/a/b/"
    function_name         = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    handler               = "a.b"
    description           = "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
    environment_variables = { ISSUER = "x" }
    policy_statements     = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::b/*"] }]
    vpc_config            = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
  }
}

run "what_is_below_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    memory_size             = 127
    timeout                 = 0
    reserved_concurrency    = -2
    log_retention_days      = 0
    architecture            = "ARM"
    runtime                 = "nodejs20.x"
    log_format              = "text"
    layers                  = ["a", "b", "c", "d", "e", "f"]
    iam_path                = "a"
    function_name           = ""
    example_token_sha256    = "abc"
    chain_parameter_name    = "no-slash"
    package_path            = "authorizer.tar"
    bundle_dir              = "./nowhere"
    handler                 = "with space"
    description             = "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
    environment_variables   = { "1A" = "x" }
    policy_statements       = [{ actions = [], resources = ["*"] }]
    vpc_config              = { subnet_ids = [], security_group_ids = ["sg-1"] }
    provisioned_concurrency = -1
    chain                   = []
    package_s3              = { bucket = "B", key = "a.zip" }
  }

  expect_failures = [
    var.memory_size,
    var.timeout,
    var.reserved_concurrency,
    var.log_retention_days,
    var.architecture,
    var.runtime,
    var.log_format,
    var.layers,
    var.iam_path,
    var.function_name,
    var.example_token_sha256,
    var.chain_parameter_name,
    var.package_path,
    var.bundle_dir,
    var.handler,
    var.description,
    var.environment_variables,
    var.policy_statements,
    var.vpc_config,
    var.provisioned_concurrency,
    var.chain,
    var.package_s3,
  ]
}

run "what_is_beyond_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    memory_size             = 10241
    timeout                 = 31
    reserved_concurrency    = 0.5
    log_retention_days      = 15
    architecture            = ""
    runtime                 = "python3.13"
    log_format              = ""
    iam_path                = "/a"
    function_name           = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    example_token_sha256    = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    chain_parameter_name    = "/with space"
    environment_variables   = { AUTHCHAIN_CHAIN = "x" }
    vpc_config              = { subnet_ids = ["subnet-1"], security_group_ids = [] }
    provisioned_concurrency = 1.5
    chain                   = { plugins = "jwt" }
    package_s3              = { bucket = "bucket", key = "a.tar" }
  }

  expect_failures = [
    var.memory_size,
    var.timeout,
    var.reserved_concurrency,
    var.log_retention_days,
    var.architecture,
    var.runtime,
    var.log_format,
    var.iam_path,
    var.function_name,
    var.example_token_sha256,
    var.chain_parameter_name,
    var.environment_variables,
    var.vpc_config,
    var.provisioned_concurrency,
    var.chain,
    var.package_s3,
  ]
}
