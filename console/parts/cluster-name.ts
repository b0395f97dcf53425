import { texts } from '../texts/index.ts'

/** The traits of a cluster of customers in words. @param name traits, joined by hyphens */
export function clusterName(name: string): string {
  const { traits } = texts.value.segments
  const words = name.split('-').map((trait) => traits[trait as keyof typeof traits] ?? trait)
  return words.join(', ')
}
