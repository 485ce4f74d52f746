/**
 * Named characters of the ISO entity sets that the patent DTDs include. The DTDs themselves are never loaded; a name that
 * is not here stays visible as `&name;` and is reported.
 */
const TABLE = `
nbsp:\u00a0 iexcl:¡ cent:¢ pound:£ curren:¤ yen:¥ brvbar:¦ sect:§ uml:¨ die:¨ copy:© ordf:ª laquo:« not:¬ shy:\u00ad
reg:® macr:¯ deg:° plusmn:± sup1:¹ sup2:² sup3:³ acute:´ micro:µ para:¶ middot:· cedil:¸ ordm:º raquo:» frac14:¼
frac12:½ frac34:¾ half:½ iquest:¿ times:× divide:÷ Agrave:À Aacute:Á Acirc:Â Atilde:Ã Auml:Ä Aring:Å AElig:Æ Ccedil:Ç
Egrave:È Eacute:É Ecirc:Ê Euml:Ë Igrave:Ì Iacute:Í Icirc:Î Iuml:Ï ETH:Ð Ntilde:Ñ Ograve:Ò Oacute:Ó Ocirc:Ô Otilde:Õ
Ouml:Ö Oslash:Ø Ugrave:Ù Uacute:Ú Ucirc:Û Uuml:Ü Yacute:Ý THORN:Þ szlig:ß agrave:à aacute:á acirc:â atilde:ã auml:ä
aring:å aelig:æ ccedil:ç egrave:è eacute:é ecirc:ê euml:ë igrave:ì iacute:í icirc:î iuml:ï eth:ð ntilde:ñ ograve:ò
oacute:ó ocirc:ô otilde:õ ouml:ö oslash:ø ugrave:ù uacute:ú ucirc:û uuml:ü yacute:ý thorn:þ yuml:ÿ OElig:Œ oelig:œ
Scaron:Š scaron:š Zcaron:Ž zcaron:ž Ccaron:Č ccaron:č Lstrok:Ł lstrok:ł inodot:ı
ensp:\u2002 emsp:\u2003 emsp13:\u2004 emsp14:\u2005 numsp:\u2007 puncsp:\u2008 thinsp:\u2009 hairsp:\u200a
hyphen:‐ dash:‐ ndash:– mdash:— horbar:― lsquo:‘ rsquo:’ lsquor:‚ ldquo:“ rdquo:” ldquor:„ dagger:† Dagger:‡ bull:•
hellip:… mldr:… nldr:‥ permil:‰ prime:′ Prime:″ tprime:‴ bprime:‵ caret:⁁ hybull:⁃ trade:™ ohm:Ω angst:Å
excl:! num:# dollar:$ percnt:% lpar:( rpar:) ast:* plus:+ comma:, period:. sol:/ colon:: semi:; equals:= quest:?
commat:@ lsqb:[ bsol:\\ rsqb:] lowbar:_ grave:\` lcub:{ verbar:| rcub:} tilde:˜ circ:ˆ caron:ˇ breve:˘ dot:˙ ring:˚ ogon:˛
minus:− lowast:∗ radic:√ infin:∞ ang:∠ and:∧ or:∨ cap:∩ cup:∪ int:∫ there4:∴ becaus:∵ sim:∼ cong:≅ asymp:≈ ap:≈ ape:≊
ne:≠ equiv:≡ le:≤ ge:≥ les:⩽ ges:⩾ sub:⊂ sup:⊃ nsub:⊄ sube:⊆ supe:⊇ oplus:⊕ otimes:⊗ perp:⊥ bottom:⊥ sdot:⋅ forall:∀
exist:∃ part:∂ empty:∅ nabla:∇ isin:∈ notin:∉ ni:∋ prod:∏ coprod:∐ sum:∑ prop:∝ vprop:∝ par:∥ mid:∣ mnplus:∓ compfn:∘
Lt:≪ Gt:≫ lsim:≲ gsim:≳ lap:⪅ gap:⪆ square:□ squ:□ blk14:░ blk12:▒ blk34:▓ block:█ utri:▵ dtri:▿ utrif:▴ dtrif:▾ star:☆
starf:★ cir:○ xcirc:◯ loz:◊ lozf:⧫ check:✓ cross:✗ male:♂ female:♀ phone:☎ sharp:♯ flat:♭ natur:♮
larr:← uarr:↑ rarr:→ darr:↓ harr:↔ varr:↕ lArr:⇐ uArr:⇑ rArr:⇒ dArr:⇓ hArr:⇔ vArr:⇕ lrarr2:⇆ rlarr2:⇄ rlhar2:⇌ lrhar2:⇋ map:↦
lceil:⌈ rceil:⌉ lfloor:⌊ rfloor:⌋ lang:⟨ rang:⟩ image:ℑ weierp:℘ real:ℜ alefsym:ℵ aleph:ℵ ell:ℓ planck:ℏ plank:ℏ hbar:ℏ
af:\u2061 it:\u2062 ic:\u2063 zwnj:\u200c zwj:\u200d frac13:⅓ frac23:⅔ frac15:⅕ frac25:⅖ frac35:⅗ frac45:⅘ frac16:⅙
frac56:⅚ frac18:⅛ frac38:⅜ frac58:⅝ frac78:⅞ fflig:ﬀ filig:ﬁ fllig:ﬂ ffilig:ﬃ ffllig:ﬄ
agr:α bgr:β ggr:γ dgr:δ egr:ε zgr:ζ eegr:η thgr:θ igr:ι kgr:κ lgr:λ mgr:μ ngr:ν xgr:ξ ogr:ο pgr:π rgr:ρ sgr:σ sfgr:ς tgr:τ
ugr:υ phgr:φ khgr:χ psgr:ψ ohgr:ω Agr:Α Bgr:Β Ggr:Γ Dgr:Δ Egr:Ε Zgr:Ζ EEgr:Η THgr:Θ Igr:Ι Kgr:Κ Lgr:Λ Mgr:Μ Ngr:Ν Xgr:Ξ
Ogr:Ο Pgr:Π Rgr:Ρ Sgr:Σ Tgr:Τ Ugr:Υ PHgr:Φ KHgr:Χ PSgr:Ψ OHgr:Ω
alpha:α beta:β gamma:γ delta:δ epsi:ε epsis:ϵ epsiv:ε epsilon:ε zeta:ζ eta:η thetas:θ theta:θ thetav:ϑ iota:ι kappa:κ
kappav:ϰ lambda:λ mu:μ nu:ν xi:ξ omicron:ο pi:π piv:ϖ rho:ρ rhov:ϱ sigma:σ sigmav:ς tau:τ upsi:υ upsilon:υ phis:φ phi:φ
phiv:ϕ chi:χ psi:ψ omega:ω Alpha:Α Beta:Β Gamma:Γ Delta:Δ Epsilon:Ε Zeta:Ζ Eta:Η Theta:Θ Iota:Ι Kappa:Κ Lambda:Λ Mu:Μ
Nu:Ν Xi:Ξ Omicron:Ο Pi:Π Rho:Ρ Sigma:Σ Tau:Τ Upsi:Υ Upsilon:Υ Phi:Φ Chi:Χ Psi:Ψ Omega:Ω
`;

const XML_OWN: [string, string][] = [
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
];

/** Without a prototype, so that `&constructor;` is as unknown as any other name. */
export const NAMED_ENTITIES: Readonly<Record<string, string>> = Object.assign(
  Object.create(null) as Record<string, string>,
  Object.fromEntries(XML_OWN),
  Object.fromEntries(
    // Split on the plain blank only: some of the characters are themselves white space.
    TABLE.split(/[ \n]+/)
      .filter((entry) => entry !== '')
      .map((entry): [string, string] => {
        const colon = entry.indexOf(':');
        return [entry.slice(0, colon), entry.slice(colon + 1)];
      }),
  ),
);
