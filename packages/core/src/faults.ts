/**
 * The closed table of configuration faults that core reports. The CLI has rows of its own from AC2001 on.
 *
 * @module
 */
/** One row: what a code means and how it is mended in general. */
export interface Fault {
  readonly title: string
  readonly fix: string
}

/** Every `ConfigInvalidError` of core carries one of these codes. */
export const faults: Readonly<Record<CoreFaultCode, Fault>> = {
  AC1001: {
    title: 'The configuration has an invalid value',
    fix: 'Correct the key that the message names; the type of defineConfig shows what it takes.',
  },
  AC1003: {
    title: "A plugin's options are invalid",
    fix: "Correct the option that the message names; the plugin's page lists them.",
  },
  AC1004: {
    title: 'Unknown option',
    fix: 'Remove the key or correct its spelling. Unknown keys are refused because a misspelt check would be no check.',
  },
  AC1005: {
    title: 'Not a plugin',
    fix: 'Every entry of `plugins` is what a factory returned: write `myPlugin()`, not `myPlugin`.',
  },
  AC1006: {
    title: 'Two plugins stand under one name',
    fix: 'Give one of them a name of its own: `jwt({ … }, { as: "partner" })`.',
  },
  AC1007: {
    title: 'A plugin stands before one that it needs',
    fix: 'Move it behind the plugin that provides what it needs; inside anyOf, optional and when nothing is sure to run.',
  },
  AC1008: {
    title: 'Not available in this version',
    fix: 'Remove the key that the message names; rules that hold for every route go into `plugins`.',
  },
  AC1009: {
    title: 'A cached answer would be given to requests it is not right for',
    fix: 'Set ttlSeconds to 0, or let the decision depend only on credentials that every caller sends.',
  },
  AC1010: {
    title: 'The API cannot supply an input that a plugin reads',
    fix: 'Use a REQUEST authorizer, or do not read that input.',
  },
  AC1011: {
    title: 'The configuration is not the one that was built (config.drift)',
    fix: "Set the function's variables to what the manifest says, or build with the values of this stage (--env-file).",
  },
  AC1012: {
    title: 'A key is refused',
    fix: 'Use a key that meets the rule that the message names.',
  },
  AC1013: {
    title: "A plugin's definition is invalid",
    fix: 'Correct the definition that the message names; see "Writing a plugin".',
  },
  AC1014: {
    title: 'The manifest cannot be read',
    fix: 'Write it anew with `authchain build`; it is not meant to be edited.',
  },
}

/** The codes of {@link faults}. */
export type CoreFaultCode =
  | 'AC1001'
  | 'AC1003'
  | 'AC1004'
  | 'AC1005'
  | 'AC1006'
  | 'AC1007'
  | 'AC1008'
  | 'AC1009'
  | 'AC1010'
  | 'AC1011'
  | 'AC1012'
  | 'AC1013'
  | 'AC1014'
