/** Prints a token with the scopes that are given. */
import { signToken } from './sign-token.ts'

console.log(await signToken(process.argv.slice(2).join(' ')))
