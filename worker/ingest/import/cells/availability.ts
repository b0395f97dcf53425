import type { Availability } from '../../../../vocabulary/catalogue.ts'

/**
 * Spellings of an availability, letters only: those of Google's feed (also the old ones), of schema.org's ItemAvailability, and
 * the words of shop systems in Arabic, Dutch, English, French, German, Italian, Japanese, Polish, Spanish and Swedish.
 */
const SPELLINGS: Readonly<Record<Availability, string>> = {
  in_stock: `instock,available,availablefororder,limitedavailability,lowstock,onlineonly,instoreonly,instoreavailability,onhand,
    yes,true,y,active,
    verfügbar,vorrätig,auflager,lieferbar,sofortlieferbar,sofortverfügbar,ja,
    enstock,disponible,oui,si,sí,enexistencia,hayexistencias,inventario,
    disponibile,inmagazzino,instockonline,
    opvoorraad,voorradig,beschikbaar,leverbaar,
    dostępny,dostępne,dostępna,namagazynie,wmagazynie,tak,
    ilager,filager,finnsilager,finns,tillgänglig,
    在庫あり,在庫有り,販売中,متوفر,متاح,متوفرفيالمخزون,نعم,dostepny,emestoque,emstock,disponível`,
  out_of_stock: `outofstock,soldout,unavailable,notavailable,discontinued,nostock,no,false,n,inactive,disabled,none,
    nichtverfügbar,nichtvorrätig,ausverkauft,nichtlieferbar,vergriffen,nichtauflager,nein,
    épuisé,epuise,rupture,rupturedestock,enrupture,enrupturedestock,indisponible,nondisponible,non,
    agotado,sinexistencias,sinstock,nodisponible,
    esaurito,nondisponibile,nonindisponibile,
    uitverkocht,nietopvoorraad,nietbeschikbaar,nietleverbaar,nee,
    niedostępny,niedostępne,niedostępna,brak,brakwmagazynie,wyprzedany,wyprzedane,nie,niedostepny,
    slutilager,slut,slutsåld,ejilager,ejtillgänglig,nej,
    在庫なし,在庫無し,売り切れ,品切れ,غيرمتوفر,نفد,نفدمنالمخزون,غيرمتاح,لا,esgotado,indisponível`,
  backorder: `backorder,backordered,onbackorder,madetoorder,onorder,nachbestellung,nachbestellbar,lieferrückstand,bestellbar,
    enréapprovisionnement,surcommande,bajopedido,suordinazione,nabestelling,opbestelling,nazamówienie,beställningsvara,
    お取り寄せ,取り寄せ,受注生産,بالطلب`,
  preorder: `preorder,presale,preordering,vorbestellung,vorbestellbar,précommande,precommande,preventa,reserva,prevendita,preordine,
    preordinazione,voorverkoop,voorbestelling,przedsprzedaż,zamówieniewprzedsprzedaży,förhandsbeställning,förbeställning,
    予約,予約受付中,予約販売,طلبمسبق`,
}

const NAMED: ReadonlyMap<string, Availability> = new Map(
  (Object.entries(SPELLINGS) as [Availability, string][]).flatMap(([availability, words]) =>
    words.split(',').map((word): [string, Availability] => [word.trim(), availability]),
  ),
)

/** The availability of a text such as `in_stock`, `https://schema.org/InStock`, `Auf Lager` or `5`; undefined for other texts. */
export function availabilityNamed(text: string): Availability | undefined {
  if (/^-?\d{1,9}(?:[.,]\d{1,4})?$/.test(text)) {
    return Number(text.replace(',', '.')) > 0 ? 'in_stock' : 'out_of_stock'
  }
  // `https://schema.org/InStock`, `schema:InStock`.
  const name = /^(?:https?:\/\/\S*[/#]|\w+:)(\w+)\/?$/.exec(text)?.[1] ?? text
  return NAMED.get(name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''))
}
