/** What is used of the AWS SDK: the rest of the client would triple what is loaded. @module */
export { GetParameterCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
