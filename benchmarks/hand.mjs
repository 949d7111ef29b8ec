// A complete authorizer by hand, over node:crypto alone: what authchain's whole path is measured against.
import { createPublicKey, verify } from 'node:crypto'

export function handAuthorizer(jwk, issuer, audience) {
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  return async (event) => {
    const header = event.headers?.Authorization ?? event.headers?.authorization
    const match = /^Bearer ([^\s,]+)$/i.exec(header ?? '')
    if (match === null) throw new Error('Unauthorized')
    const [head, payload, signature] = match[1].split('.')
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString())
    const data = Buffer.from(`${head}.${payload}`)
    const isGood =
      alg === 'RS256' && verify('sha256', data, key, Buffer.from(signature, 'base64url'))
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    if (!isGood || claims.iss !== issuer || claims.aud !== audience) throw new Error('Unauthorized')
    if (!(claims.exp > Date.now() / 1000)) throw new Error('Unauthorized')
    const [stage] = /^[^/]+\/[^/]+/.exec(event.methodArn)
    return {
      principalId: claims.sub,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${stage}/*/*`] }],
      },
    }
  }
}
