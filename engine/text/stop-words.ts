/** Colours in the languages of the supported exports, without accents. */
const COLOURS = `
  black white red blue green yellow orange purple pink brown grey gray beige cream ivory navy turquoise teal violet lilac
  lavender burgundy maroon khaki coral peach mint aqua magenta fuchsia charcoal tan taupe mustard multicolour multicolor
  gold golden silver bronze copper rose dark light pale bright clear assorted colour color colours colors
  schwarz weiss rot blau grun gelb lila rosa braun grau creme turkis dunkel hell bunt silbern farbe
  noir noire blanc blanche rouge bleu bleue vert verte jaune gris grise marron argent dore couleur
  negro negra blanco blanca rojo roja azul verde amarillo amarilla naranja morado plateado dorado
  nero nera bianco bianca rosso rossa blu giallo gialla arancione viola marrone grigio grigia argento oro colore
  zwart wit rood blauw groen geel oranje paars bruin grijs zilver goud kleur`

/** Sizes and units. Single letters are stop words anyway. */
const SIZES = `
  small medium large big huge giant jumbo mini maxi midi tiny little tall short long wide narrow regular standard
  xs xxs xl xxl xxxl size sizes klein kleine mittel gross grosse lang kurz petit petite moyen grand grande pequeno pequena
  mediano mediana piccolo piccola medio media maat groot
  cm mm inch inches ft kg oz lb lbs ml litre liter litres liters gram grams pack set pcs pc pieces piece stuck`

/** Articles, prepositions and conjunctions. */
const FUNCTION_WORDS = `
  the and of for with in on to from by or an at und mit fur der die das im von aus zum zur oder ein eine
  et de la le les du des en pour avec sur au aux un une y el los las con para del una e di il lo gli i da per alla
  het een van met voor op`

const STOP_WORDS = new Set(`${COLOURS} ${SIZES} ${FUNCTION_WORDS}`.split(/\s+/))

/**
 * Stop words name a variant (colour, size, number) or nothing.
 * @param word lower case, without accents
 */
export const isStopWord = (word: string): boolean =>
  word.length < 2 || /\p{N}/u.test(word) || STOP_WORDS.has(word)
