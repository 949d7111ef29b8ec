/** The account of a test file, and clients that look at it. @module */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { IAMClient } from '@aws-sdk/client-iam'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SSMClient } from '@aws-sdk/client-ssm'
import { inject } from 'vitest'

/** Null when Terraform or moto is not here; then nothing in the file runs. */
export const motoUrl: string | null = inject('motoUrl')

/** What Terraform, the SDK and a deployed function find the account by. */
export const accountEnvironment: Readonly<Record<string, string>> = {
  AWS_ENDPOINT_URL: motoUrl ?? '',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
}

const settings = {
  endpoint: motoUrl ?? '',
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
}

export const apiGateway: APIGatewayClient = new APIGatewayClient(settings)
export const apiGatewayV2: ApiGatewayV2Client = new ApiGatewayV2Client(settings)
export const cloudWatchLogs: CloudWatchLogsClient = new CloudWatchLogsClient(settings)
export const iam: IAMClient = new IAMClient(settings)
export const lambda: LambdaClient = new LambdaClient(settings)
export const ssm: SSMClient = new SSMClient(settings)
