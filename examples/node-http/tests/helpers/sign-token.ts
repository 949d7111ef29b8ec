import { SignJWT } from 'jose'

/** A token as the issuer of `plugins.config.ts` would sign it; `claims` replace its own. */
export async function signToken(
  scope: string,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const usual = {
    iss: 'https://auth.example.com/',
    aud: 'orders',
    sub: 'user-1',
    exp: Math.floor(Date.now() / 1000) + 3600,
  }
  const key = new TextEncoder().encode(process.env['JWT_SECRET'])
  const token = new SignJWT({ ...usual, scope, ...claims })
  return token.setProtectedHeader({ alg: 'HS256' }).sign(key)
}
