/**
 * Names of columns of plain spreadsheets in English, German, French, Spanish, Italian, Dutch, Polish, Swedish, Arabic and Japanese,
 * separated by commas. Our own names and those that developers write stand in the formats.
 */
const labels = (text: string): string[] =>
  text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '')

/** Numbers of an article in English, which catalogues and orders share. */
const ARTICLE_NUMBERS = `article number,article no,article no.,art. no.,art no,article code,item number,item no,item no.,item #,item code,
    product number,product no,product no.,product #,product code,part number,part no,part no.,model number,style number,stock code,code`

/** Of a catalogue. */
export const ITEM_LABELS: Readonly<Record<string, readonly string[]>> = {
  id: labels(`produkt id,artikel id,id produit,identifiant,id del producto,id producto,id articolo,id prodotto,id artykułu,id produktu,produktid,artikelid,
    商品id,معرف المنتج`),
  item_group_id:
    labels(`parent sku,parent,product group id,artikelgruppe id,vaterartikel,hauptartikel,elternartikel,artikel parent,produit parent,produto pai,producto padre,
    articolo padre,hoofdartikel,produkt nadrzędny,huvudprodukt,親商品番号`),
  sku: labels(`${ARTICLE_NUMBERS},artikelnummer,artikel nr,artikel nr.,artikelnr,artikelnr.,art. nr.,art.nr.,art nr,artnr,produktnummer,produkt nr.,bestellnummer artikel,
    référence,reference,réf.,ref.,référence article,code article,code produit,n° article,
    referencia,código,codigo,código de producto,código artículo,ref,riferimento,codice,codice articolo,codice prodotto,cod. articolo,
    artikelcode,productcode,productnummer,artikelnummer leverancier,indeks,kod produktu,numer artykułu,symbol,kod,
    artikelkod,varunummer,商品番号,商品コード,品番,型番,رقم المنتج,رمز المنتج,كود المنتج,رقم الصنف`),
  // A description is the title only where no other column is.
  title:
    labels(`product name,item name,article name,bezeichnung,artikelbezeichnung,artikelname,produktname,produktbezeichnung,titel,artikel,
    désignation,designation,libellé,nom,nom du produit,nom de l'article,titre,intitulé,
    nombre,nombre del producto,nombre de producto,título,titulo,denominación,
    denominazione,nome,nome prodotto,nome articolo,titolo,
    naam,productnaam,artikelnaam,omschrijving artikel,nazwa,nazwa produktu,nazwa artykułu,tytuł,
    namn,produktnamn,artikelnamn,benämning,商品名,名称,品名,製品名,タイトル,اسم المنتج,الاسم,العنوان,اسم الصنف,
    product,item,article,produkt,produit,producto,articolo,prodotto,artykuł,vara,商品,製品,المنتج,الصنف,
    short description,product description,item description,description,kurzbeschreibung,artikelbeschreibung,beschreibung,description courte,
    descripción,descripcion,descrizione,omschrijving,opis,beskrivning`),
  link: labels(`product link,item link,product page,page url,web address,produktlink,produkt url,artikellink,webadresse,lien,lien produit,url produit,adresse,enlace,url del producto,collegamento,url prodotto,
    productlink,product url,adres url,link do produktu,produktlänk,länk,商品url,リンク,رابط المنتج,الرابط`),
  image_link:
    labels(`picture,picture url,image link,photo url,product image,main image,bild,bild url,bildlink,bildadresse,produktbild,abbildung,foto,image produit,url image,lien image,photo,imagen,url imagen,url de la imagen,
    immagine,url immagine,afbeelding,afbeelding url,zdjęcie,obraz,link do zdjęcia,url zdjęcia,bildlänk,bildadress,画像,画像url,商品画像,صورة,رابط الصورة,الصورة`),
  price:
    labels(`selling price,sales price,retail price,unit price,list price,gross price,preis,verkaufspreis,bruttopreis,vk,vk preis,vk brutto,stückpreis,listenpreis,einzelpreis,preis brutto,preis eur,preis in €,preis €,
    prix,prix ttc,prix de vente,prix unitaire,tarif,precio,precio venta,precio de venta,pvp,precio unitario,
    prezzo,prezzo di vendita,prezzo al pubblico,prijs,verkoopprijs,cena,cena brutto,cena sprzedaży,cena detaliczna,
    pris,försäljningspris,utpris,価格,販売価格,単価,値段,税込価格,السعر,سعر البيع,سعر`),
  sale_price:
    labels(`discount price,discounted price,offer price,promo price,promotional price,reduced price,aktionspreis,angebotspreis,sonderpreis,rabattpreis,reduzierter preis,prix promo,prix promotionnel,prix soldé,prix remisé,precio oferta,
    precio de oferta,precio rebajado,prezzo scontato,prezzo promozionale,prezzo offerta,actieprijs,aanbiedingsprijs,kortingsprijs,cena promocyjna,
    reapris,kampanjpris,セール価格,特価,割引価格,سعر العرض,سعر التخفيض`),
  cost_of_goods_sold:
    labels(`cost price,purchase price,unit cost,einkaufspreis,ek,ek preis,ek netto,prix d'achat,prix achat,coût,precio de compra,costo,coste,prezzo di acquisto,
    inkoopprijs,cena zakupu,inköpspris,仕入価格,原価,سعر الشراء,التكلفة`),
  currency: labels('währung,devise,monnaie,moneda,valuta,waluta,通貨,العملة'),
  availability:
    labels(`verfügbarkeit,lieferbarkeit,lagernd,auf lager,vorrätig,lieferbar,lieferstatus,verfügbar,disponibilité,disponible,disponibilidad,disponibilità,disponibile,beschikbaarheid,
    beschikbaar,dostępność,dostępny,tillgänglighet,lagerstatus,在庫状況,販売状況,التوفر,حالة التوفر`),
  stock:
    labels(`in stock,qty in stock,quantity in stock,stock level,stock on hand,units in stock,on hand,quantity on hand,quantity available,
    inventory quantity,quantity,bestand,lagerbestand,lager,lagermenge,menge auf lager,stückzahl,stock disponible,quantité en stock,quantité,existencias,stock actual,cantidad,
    giacenza,quantità,disponibilità magazzino,scorta,voorraad,aantal op voorraad,stan,stan magazynowy,ilość,ilość w magazynie,
    lagersaldo,saldo,antal i lager,在庫,在庫数,数量,المخزون,الكمية`),
  product_type:
    labels(`product category,product group,department,category name,kategorie,warengruppe,produktkategorie,artikelgruppe,produktgruppe,rubrik,catégorie,categorie,rayon,famille,categoría,categoria,familia,
    reparto,productcategorie,categorie pad,productgroep,kategoria,kategori,varugrupp,produktgrupp,カテゴリ,カテゴリー,分類,الفئة,التصنيف,القسم`),
  brand: labels(
    'brand name,producer,marke,hersteller,fabrikat,marque,fabricant,marca,fabricante,produttore,merk,fabrikant,marka,producent,varumärke,märke,tillverkare,ブランド,メーカー,العلامة التجارية,الماركة,الشركة المصنعة',
  ),
  gtin: labels(
    'barcode number,upc code,gtin,ean code,ean nummer,ean nr.,strichcode,code barres,code barre,código de barras,codigo de barras,codice a barre,codice ean,streepjescode,kod kreskowy,kod ean,streckkod,ean kod,janコード,バーコード,jan,الباركود,باركود',
  ),
  tags: labels(
    'schlagworte,schlagwörter,stichworte,étiquettes,mots clés,etiquetas,etichette,trefwoorden,tagi,etykiety,taggar,タグ,الوسوم',
  ),
  published: labels(
    'active,enabled,is active,sichtbar,aktiv,online,veröffentlicht,actif,publié,en ligne,activo,publicado,attivo,pubblicato,actief,gepubliceerd,aktywny,opublikowany,publicerad,公開,公開状態,منشور,مفعل',
  ),
  option: labels(
    'variante,ausführung,option,déclinaison,variant,opción,opzione,uitvoering,wariant,バリエーション,الخيار',
  ),
  color: labels('farbe,couleur,colour,colore,kleur,kolor,färg,色,カラー,اللون'),
  size: labels('größe,grösse,groesse,taille,talla,tamaño,taglia,maat,rozmiar,storlek,サイズ,المقاس,الحجم'),
  material: labels('matière,matériau,materiale,materiaal,materiał,素材,材質,المادة'),
}

/** Of orders. */
export const ORDER_LABELS: Readonly<Record<string, readonly string[]>> = {
  order_id:
    labels(`order no,order no.,order #,order nr,order ref,order reference,sales order,invoice number,invoice no.,invoice #,invoice id,receipt,receipt number,
    receipt no,receipt no.,bill number,bill no,sale id,transaction,transaction number,bestellnummer,bestell nr,bestell nr.,bestellnr,bestellnr.,bestellung,auftragsnummer,auftrag,auftrags nr.,rechnungsnummer,rechnungs nr.,belegnummer,
    beleg nr.,bon nr.,vorgangsnummer,numéro de commande,n° de commande,n° commande,no commande,commande,numéro de facture,n° facture,facture,
    número de pedido,n.º de pedido,nº pedido,pedido,número de factura,factura,numero ordine,n. ordine,ordine,numero fattura,fattura,
    ordernummer,bestelnummer,bestelling,factuurnummer,numer zamówienia,nr zamówienia,zamówienie,numer faktury,paragon,ordernr,order nr,fakturanummer,
    kvittonummer,注文番号,注文id,受注番号,伝票番号,رقم الطلب,الطلب,رقم الفاتورة`),
  order_date:
    labels(`sale date,sales date,purchase date,transaction date,date of order,ordered on,placed on,placed at,order time,date time,datetime,day,datum,bestelldatum,auftragsdatum,rechnungsdatum,belegdatum,kaufdatum,bestellt am,date de commande,date commande,date de facture,
    fecha,fecha de pedido,fecha del pedido,fecha de factura,data,data ordine,data dell'ordine,data fattura,besteldatum,orderdatum,factuurdatum,
    data zamówienia,data faktury,data zakupu,beställningsdatum,fakturadatum,köpdatum,注文日,注文日時,受注日,購入日,日付,تاريخ الطلب,التاريخ`),
  customer_id:
    labels(`customer number,customer no,customer no.,customer code,client id,client number,member id,buyer id,kundennummer,kunden nr,kunden nr.,kundennr,kundennr.,kunden id,numéro client,n° client,code client,id client,número de cliente,nº cliente,id cliente,
    codice cliente,numero cliente,klantnummer,klant id,numer klienta,id klienta,kundnummer,kund id,顧客番号,顧客id,会員番号,رقم العميل`),
  customer_email:
    labels(`email address,e mail address,customer e mail,buyer email,e mail,mail,e mail adresse,email adresse,e mail kunde,courriel,adresse e mail,email client,correo,correo electrónico,email cliente,indirizzo e mail,
    e mailadres,adres e mail,e postadress,e post,メール,メールアドレス,البريد الإلكتروني`),
  item_id: labels('produkt id,artikel id,id produit,id producto,id prodotto,id produktu,商品id,معرف المنتج'),
  sku: ITEM_LABELS.sku ?? [],
  item_name: [...(ITEM_LABELS.title ?? []), ...labels('position,artículo')],
  quantity: labels(
    'quantity ordered,qty ordered,ordered qty,ordered quantity,quantity sold,qty sold,units,units sold,pieces,pcs,menge,anzahl,stück,stückzahl,stk,quantité,qté,cantidad,cant.,unidades,quantità,q.tà,aantal,ilość,sztuk,antal,数量,個数,الكمية',
  ),
  price: ITEM_LABELS.price ?? [],
  currency: ITEM_LABELS.currency ?? [],
  status: labels(
    'order state,payment status,zustand,bestellstatus,auftragsstatus,statut,état,estado,stato,orderstatus,stan,status zamówienia,ステータス,状態,注文状況,الحالة,حالة الطلب',
  ),
  discount: labels('rabatt,rabatt gesamt,remise,descuento,sconto,korting,rabat,割引,الخصم'),
  shipping: labels(
    'versand,versandkosten,porto,frais de port,livraison,envío,gastos de envío,spedizione,spese di spedizione,verzendkosten,koszt wysyłki,dostawa,frakt,送料,الشحن',
  ),
  tax: labels(
    'mwst,mwst.,ust,ust.,steuer,mehrwertsteuer,tva,iva,impuestos,btw,vat,podatek,moms,消費税,税,الضريبة',
  ),
  total: labels(
    'gesamt,gesamtbetrag,gesamtsumme,summe,endbetrag,montant total,total ttc,importe total,total pedido,totale,totale ordine,totaal,totaalbedrag,suma,razem,wartość zamówienia,totalt,totalbelopp,summa,合計,総額,المجموع,الإجمالي',
  ),
}

/** Of customers. */
export const CUSTOMER_LABELS: Readonly<Record<string, readonly string[]>> = {
  customer_id: ORDER_LABELS.customer_id ?? [],
  customer_email: ORDER_LABELS.customer_email ?? [],
  group: labels(
    'kundengruppe,preisgruppe,groupe client,groupe de clients,grupo de clientes,gruppo clienti,klantgroep,grupa klientów,kundgrupp,顧客グループ,مجموعة العملاء',
  ),
  locale: labels('sprache,langue,idioma,lingua,taal,język,språk,言語,اللغة'),
  birth_year: labels(
    'geburtsjahr,année de naissance,año de nacimiento,anno di nascita,geboortejaar,rok urodzenia,födelseår,生年,سنة الميلاد',
  ),
  consent_email: labels(
    'newsletter abonniert,inscrit à la newsletter,suscrito al boletín,iscritto alla newsletter,nieuwsbrief,zgoda na newsletter,nyhetsbrev,メルマガ,النشرة البريدية',
  ),
}

/** Our names with their English names and those of other languages. */
export function withLabels(
  columns: Readonly<Record<string, readonly string[]>>,
  labelled: Readonly<Record<string, readonly string[]>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, others]) => [name, [...others, ...(labelled[name] ?? [])]]),
  )
}

/** Words behind the name of an amount that say that it contains the tax; amounts without it are others. */
const WITH_TAX =
  String.raw`(?:incl?|inkl|including|included)\.? (?:vat|tax|gst|mwst|ust|btw|moms|iva|tva)\.?|` +
  String.raw`(?:vat|tax|gst|mwst|btw|moms|iva|tva)\.? (?:incl?|inkl|included|incluse?|inclus[ao]|inclu[ií]do)\.?|ttc|brutto|gross|税込`

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Code and sign of a currency in small letters: `eur` and `€`. */
function namesOf(currency: string): string[] {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency
  return [currency, sign].map((name) => name.toLowerCase())
}

/** A column's name for comparison: case, spaces, dashes, underscores and dots are ignored, as in `Art.-Nr.` and `Art Nr`. */
export const plainName = (name: string) =>
  name
    .toLowerCase()
    .replace(/[\s_.-]+/g, ' ')
    .trim()

/**
 * Returns a function that removes from a column's name, as plainName gives it, what it says about its amounts: `price (eur)`, `preis in €`,
 * `prijs incl. btw`. Other currencies and net amounts stay named, so that they are not read as the shop's prices.
 * @param currency of the shop; without it only the tax is removed
 */
export function bareAmountName(currency: string | undefined): (name: string) => string {
  const words = [WITH_TAX, ...(currency === undefined ? [] : namesOf(currency).map(escaped))].join('|')
  const tail = new RegExp(String.raw`[\s,/]*(?:[\s(,[]|(?=\p{Sc}))(?:in )?(?:${words})[)\]]?$`, 'u')
  return (name) => {
    let bare = name
    // Both may be stated: "price incl. vat (eur)".
    for (let next = bare.replace(tail, ''); next !== bare; next = bare.replace(tail, '')) bare = next
    return bare
  }
}
