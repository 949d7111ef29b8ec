import { describe, expect, it } from 'vitest'
import { env, literal, pass, ssm } from '../../src/index.js'
import type { AuthchainConfig, PluginRequirements } from '../../src/index.js'
import { toCachePlan, toManifest, toPolicyFacts } from '../../src/manifest/index.js'
import { manifestSchema } from '../../src/manifest/manifest-schema.js'
import { createSecretRef } from '../../src/secrets/secret-ref.js'
import { generatePolicy } from '../../src/policy/policy.js'
import { plugin } from '../helpers/plugins.js'

const configOf = (...requires: readonly PluginRequirements[]): AuthchainConfig => ({
  plugins: requires.map((facts, index) =>
    plugin(`plugin${index}`, () => pass({ principalId: 'u' }), facts),
  ),
})
const facts = {
  authchainVersion: '0.1.0',
  parts: [],
  environment: [
    { name: 'b', secret: false, value: '1' },
    { name: 'a', secret: false, value: null },
    { name: 'B', secret: true, value: null },
  ],
  function: {
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    architectures: ['arm64', 'x86_64'],
    file: 'authorizer.zip',
    sha256Hex: 'a'.repeat(64),
    sha256Base64: `${'a'.repeat(43)}=`,
    bytes: 1,
  },
} as const
const manifestOf = (config: AuthchainConfig) =>
  toManifest(config, { ...facts, cachePlan: toCachePlan(config) })
const vault = (name: string) =>
  createSecretRef(
    { store: 'secrets-manager', name },
    { loadStore: async () => await new Promise(() => {}), isConstant: false },
  )

describe('toManifest', () => {
  it.each<[string, AuthchainConfig]>([
    ['a REQUEST authorizer', configOf({ credentials: ['token'] })],
    [
      'a TOKEN authorizer',
      {
        ...configOf({}),
        plugins: configOf({ credentials: ['token'] }).plugins,
        authorizer: { type: 'TOKEN', validationExpression: '.+' },
      },
    ],
    ['an HTTP API', { ...configOf({}), authorizer: { api: 'http', response: 'simple' } }],
    ['a WebSocket API', { ...configOf({}), authorizer: { api: 'websocket' } }],
    ['responses', { ...configOf({}), responses: { forbidden: { headers: { A: 'b' } } } }],
  ])('fits its own schema for %s', (_case, config) => {
    const manifest = manifestOf(config)
    expect(manifestSchema.parse(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest)
  })

  it('names the header of a TOKEN authorizer, and no other', () => {
    const { plugins } = configOf({ credentials: ['header:x-token'] })
    const token = manifestOf({ plugins, authorizer: { type: 'TOKEN', header: 'X-Token' } })
    expect(token.authorizer.header).toBe('X-Token')
    expect(manifestOf({ plugins }).authorizer.header).toBeNull()
  })

  it('sorts what has no order, by code units', () => {
    const { environment, hosts } = manifestOf(
      configOf({ hosts: ['b.example', 'B.example', 'a.example'] }),
    )
    expect(environment.map(({ name }) => name)).toEqual(['B', 'a', 'b'])
    expect(hosts).toEqual(['B.example', 'a.example', 'b.example'])
  })

  it('says how long the chain may take', () => {
    expect(manifestOf(configOf({})).function.deadlineMilliseconds).toBe(5000)
    const own = { ...configOf({}), deadlineMilliseconds: 700 }
    expect(manifestOf(own).function.deadlineMilliseconds).toBe(700)
  })

  it('names each secret once and never a literal', () => {
    const secrets = [ssm('/b'), env('A'), ssm('/b', { field: 'x' }), literal('hunter2')]
    const manifest = manifestOf(configOf({ secrets }))
    expect(manifest.secrets).toEqual([
      { store: 'env', name: 'A' },
      { store: 'literal', name: '' },
      { store: 'ssm', name: '/b' },
    ])
    expect(JSON.stringify(manifest)).not.toContain('hunter2')
  })
})

describe('the statements of a manifest', () => {
  const arn = (rest: string): string => ['arn', '${partition}', rest].join(':')
  const statementsOf = (...requires: readonly PluginRequirements[]) =>
    manifestOf(configOf(...requires)).statements

  it('let the function read its parameters, and no others', () => {
    expect(statementsOf({ secrets: [ssm('/a/b'), ssm('c')] })).toEqual([
      {
        sid: 'SsmGetParameters',
        actions: ['ssm:GetParameters'],
        resources: [
          arn('ssm:${region}:${account}:parameter/a/b'),
          arn('ssm:${region}:${account}:parameter/c'),
        ],
      },
    ])
  })

  it('let it read secrets of Secrets Manager by name and by ARN', () => {
    const full = 'arn:aws:secretsmanager:eu-west-1:1:secret:b-AbCdEf'
    const [statement] = statementsOf({ secrets: [vault('a'), vault(full)] })
    expect(statement?.actions).toEqual(['secretsmanager:GetSecretValue'])
    expect(statement?.resources).toEqual([
      arn('secretsmanager:${region}:${account}:secret:a-??????'),
      full,
    ])
  })

  it('ask for nothing where a secret is no call to AWS', () => {
    expect(statementsOf({ secrets: [env('A'), literal('b')] })).toEqual([])
  })

  it('join equal sets of actions and are the same in any order', () => {
    const first = { statements: [{ actions: ['s3:GetObject', 's3:List*'], resource: 'arn:1' }] }
    const second = { statements: [{ actions: ['s3:List*', 's3:GetObject'], resource: 'arn:0' }] }
    const third = { statements: [{ actions: ['s3:GetObject'], resource: 'arn:2' }] }
    const statements = statementsOf(first, second, third)
    expect(statements).toEqual([
      { sid: 'S3GetObject', actions: ['s3:GetObject'], resources: ['arn:2'] },
      {
        sid: 'S3GetObjectS3ListAny',
        actions: ['s3:GetObject', 's3:List*'],
        resources: ['arn:0', 'arn:1'],
      },
    ])
    expect(statementsOf(third, second, first)).toEqual(statements)
  })

  it('never share an id', () => {
    const of = (action: string) => ({ actions: [action], resource: 'arn:0' })
    const statements = statementsOf({ statements: [of('a:BcD'), of('a:bcD'), of('aBc:D')] })
    expect(new Set(statements.map(({ sid }) => sid)).size).toBe(3)
  })
})

describe('toPolicyFacts', () => {
  const simple = { scope: 'stage', simpleResponses: true } as const

  it.each(['stage', 'request'] as const)('counts no less than a real policy of a %s', (scope) => {
    const { worstCaseBytes } = toPolicyFacts({}, { scope, simpleResponses: false })
    const arn = {
      partition: 'aws',
      region: 'eu-west-1',
      accountId: '1'.repeat(12),
      apiId: 'abcdefghij',
      stage: 'prod',
    }
    const methodArn = `arn:aws:execute-api:eu-west-1:${arn.accountId}:abcdefghij/prod/GET/`.padEnd(
      512,
      'p',
    )
    const policy = generatePolicy({
      effect: 'Allow',
      arn,
      scope: { kind: scope },
      methodArn,
      expiresAtSeconds: 1_800_000_000,
    })
    expect(worstCaseBytes).toBeGreaterThanOrEqual(JSON.stringify(policy).length)
    expect(worstCaseBytes).toBeLessThan(1000)
  })

  it('has no policy to count where responses are simple', () => {
    expect(toPolicyFacts({}, simple)).toEqual({ scope: 'stage', worstCaseBytes: 0, routes: null })
  })

  it('lists the patterns of the table as they stand', () => {
    const routes = { 'GET /b': () => true, 'ANY /a/*': () => true }
    expect(toPolicyFacts({ routes }, simple).routes).toEqual(['GET /b', 'ANY /a/*'])
  })
})
