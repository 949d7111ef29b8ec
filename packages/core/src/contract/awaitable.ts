/** A value, or the promise of one. What is no promise is never awaited. */
export type Awaitable<T> = T | PromiseLike<T>
