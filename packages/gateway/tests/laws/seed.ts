/** Fixed, so that CI judges the same tables every time; `AUTHCHAIN_LAWS_SEED=42` judges others. @module */

/** Where the generators start. */
export const seed: number = Number(process.env['AUTHCHAIN_LAWS_SEED'] ?? 20_261_122)

/** How many tables are judged; `AUTHCHAIN_LAWS_TABLES=100000` for a night. */
export const tableCount: number = Number(process.env['AUTHCHAIN_LAWS_TABLES'] ?? 1_500)
