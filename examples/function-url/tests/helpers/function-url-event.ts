import type { FunctionUrlEvent } from '../../src/function-url-event.ts'

/** The whole of an event as a function URL sends it, for `GET /orders/42?page=1`. */
export function functionUrlEvent(headers: Readonly<Record<string, string>>): FunctionUrlEvent {
  const domainPrefix = 'abcdefghijklmnopqrstuvwxyz012345'
  const domainName = `${domainPrefix}.lambda-url.us-east-1.on.aws`
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/orders/42',
    rawQueryString: 'page=1',
    cookies: ['theme=dark'],
    headers: {
      'x-amzn-tls-cipher-suite': 'TLS_AES_128_GCM_SHA256',
      'x-amzn-tls-version': 'TLSv1.3',
      'x-amzn-trace-id': 'Root=1-6553b1f1-0123456789abcdef01234567',
      'x-forwarded-proto': 'https',
      host: domainName,
      'x-forwarded-port': '443',
      'x-forwarded-for': '192.0.2.1',
      accept: '*/*',
      'user-agent': 'curl/8.4.0',
      ...headers,
    },
    queryStringParameters: { page: '1' },
    requestContext: {
      accountId: 'anonymous',
      apiId: domainPrefix,
      domainName,
      domainPrefix,
      http: {
        method: 'GET',
        path: '/orders/42',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'curl/8.4.0',
      },
      requestId: 'e1506fd5-9e7b-434f-bd42-4f8fa224b599',
      routeKey: '$default',
      stage: '$default',
      time: '14/Nov/2026:17:44:17 +0000',
      timeEpoch: 1_794_678_257_000,
    },
    isBase64Encoded: false,
  }
  return event
}
