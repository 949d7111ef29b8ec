/**
 * Amazon Cognito: access tokens of two app clients of one user pool.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
import { anyOf, defineConfig, requireClaim, requireScope } from '@authchain/core'
import { cognito } from '@authchain/plugins-jwt'

export default defineConfig({
  plugins: [
    cognito({
      userPoolId: 'eu-west-1_AbCdEfGhI',
      clientId: ['1orders2web3client4', '1orders2job3client4'],
      tokenUse: 'access',
    }),
    // A scope of the resource server `orders`, or a group of the pool.
    anyOf(requireScope('orders/read'), requireClaim('cognito:groups', 'orders-readers')),
  ],
  context: ({ claims }) => ({ clientId: String(claims['client_id']) }),
})
