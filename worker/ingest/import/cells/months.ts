/**
 * Beginnings of the names of months in ten languages, in lower case and without accents: Dutch, English, French, German, Italian,
 * Polish, Portuguese, Spanish and Swedish; Japanese months are numbers, and Arabic ones whole words.
 */
const BEGINNINGS: readonly string[] = [
  'jan,gen,ene,sty,يناير',
  'feb,fev,lut,فبراير',
  'mar,mrt,maa,maerz,mae,mrz,مارس',
  'apr,avr,abr,kwi,ابريل',
  'may,mai,mag,maj,mei,مايو',
  'jun,juin,giu,cze,يونيو',
  'jul,juil,lug,lip,يوليو',
  'aug,aou,ago,sie,اغسطس',
  'sep,set,wrz,سبتمبر',
  'oct,okt,ott,out,paz,اكتوبر',
  'nov,lis,نوفمبر',
  'dec,dez,dic,gru,ديسمبر',
]

const MONTHS: readonly [beginning: string, month: number][] = BEGINNINGS.flatMap((names, at) =>
  names.split(',').map((name): [string, number] => [name, at + 1]),
).sort(([a], [b]) => b.length - a.length)

/** Number of a month by its name or the beginning of it, of at least three letters; undefined for other words. */
export function monthNamed(word: string): number | undefined {
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ł', 'l')
  return MONTHS.find(([beginning]) => plain.startsWith(beginning))?.[1]
}
