import { DrizzleQueryError } from 'drizzle-orm'

/** What may be logged of an error: the message of a failed query repeats its values, which may name a person or be a secret. */
export const loggable = (thrown: unknown): unknown =>
  thrown instanceof DrizzleQueryError ? (thrown.cause ?? new Error('A query failed.')) : thrown
