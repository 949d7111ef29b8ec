// Answers with what API Gateway delivered of the caller.
export const handler = async (event) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ method: event.httpMethod, caller: event.requestContext.authorizer }),
})
