/** Builders for tests of plugins and configurations. @module */
export { createTestCall, createTestContext, createTestIdentity, testArn } from './contexts.js'
export type { TestRequest } from './contexts.js'
export { createTestClock, createTestLogger, createTestRuntime } from './runtime.js'
export type { LogLine, TestClock, TestRuntimeOptions } from './runtime.js'
export {
  httpV1Event,
  httpV2Event,
  restRequestEvent,
  restTokenEvent,
  websocketEvent,
} from './events.js'
export type { TestEvent, TestRequestEvent } from './events.js'
