# In a VPC, for secrets or key sets that are reached from there. The policy for network interfaces is attached
# by itself.
module "authorizer" {
  source = "../.."

  api_name             = "vpc"
  lambda_function_name = "vpc-authorizer"

  lambda_vpc_config = {
    subnet_ids         = [aws_subnet.private.id]
    security_group_ids = [aws_security_group.authorizer.id]
  }

  deployment_dependencies = [aws_api_gateway_method.orders, aws_api_gateway_integration.orders]
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "authorizer" {
  name        = "vpc-authorizer"
  description = "The authorizer reaches HTTPS and nothing reaches it"
  vpc_id      = aws_vpc.this.id

  egress {
    description = "Key sets and secret stores"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
