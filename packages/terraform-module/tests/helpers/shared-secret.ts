/** Tokens of an issuer that shares a secret with the API, which finds it in Parameter Store. @module */
import { PutParameterCommand } from '@aws-sdk/client-ssm'
import { SignJWT } from 'jose'
import { ssm } from './account.js'

/** Puts a secret where an example looks for it. */
export async function putParameter(Name: string, Value: string): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString' }))
}

/** A token for `orders`, of the principal `reader`, that ends in five minutes. */
export async function signWithSecret(secret: string, scope: string): Promise<string> {
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('https://auth.example.com/')
    .setAudience('orders')
    .setSubject('reader')
    .setExpirationTime('5m')
    .sign(Buffer.from(secret))
}
