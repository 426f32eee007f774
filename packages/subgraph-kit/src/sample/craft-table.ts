/**
 * Heritage crafts of Egypt; the crafts are real, the prices are samples. A line for the craft: Arabic name | English | governorate | materials in Arabic | in English | technique in Arabic | in
 * English; then one for each item: - Arabic | English | least price | most price.
 */
export const CRAFT_TABLE = `
الخيامية|Khayamiya appliqué|EG_C|قماش قطني وخيوط|Cotton cloth and thread|تطريز قطع القماش يدويا فوق قماش التيل|Pieces of cloth stitched by hand on canvas
- لوحة جدارية|Wall hanging|350|2400
- غطاء وسادة|Cushion cover|120|380
- مفرش سرير|Bedspread|1500|6500
النحاس المشغول|Engraved copper|EG_C|نحاس أحمر وأصفر|Copper and brass|الطرق والنقش والتفريغ|Hammering, engraving and piercing
- صينية نحاس|Copper tray|300|1800
- فانوس نحاس|Brass lantern|250|2200
- إبريق|Ewer|400|1500
الزجاج المنفوخ|Blown glass|EG_C|زجاج معاد تدويره|Recycled glass|النفخ بالفم أمام الفرن|Mouth-blown at the furnace
- طقم أكواب|Set of glasses|150|600
- مزهرية|Vase|90|500
الخزف|Fustat ceramics|EG_C|طين وطلاء زجاجي|Clay and glaze|التشكيل على الدولاب والتزجيج|Thrown on the wheel and glazed
- طبق مزخرف|Painted dish|80|450
- طقم شاي|Tea set|350|1200
سجاد الحرانية|Harraniya tapestry|EG_GZ|صوف وقطن وأصباغ نباتية|Wool, cotton and plant dyes|نسج حر على النول الرأسي بلا رسم مسبق|Woven freely on the upright loom without a drawing
- سجادة حائط|Wall tapestry|1800|14000
- سجادة صغيرة|Small tapestry|600|1700
نسيج كرداسة|Kerdasa weaving|EG_GZ|قطن وصوف|Cotton and wool|النول اليدوي|Hand loom
- جلباب مطرز|Embroidered galabeya|350|1300
- كليم|Kilim|300|1900
- شال|Shawl|150|550
منتجات النخيل|Palm crafts|EG_GZ|جريد وخوص|Palm midribs and leaves|تخريم الجريد وتجميعه بلا مسامير|Midribs drilled and joined without nails
- كرسي جريد|Palm chair|200|650
- قفص فاكهة|Fruit crate|40|120
- سلة خوص|Palm-leaf basket|60|260
فخار قرية تونس|Tunis village pottery|EG_FYM|طين أسواني وطلاء زجاجي|Aswan clay and glaze|تشكيل يدوي ورسم بالفرشاة|Hand-thrown and painted with a brush
- طبق فيومي|Fayoum plate|90|520
- سلطانية|Bowl|70|300
- بلاطة مرسومة|Painted tile|50|220
سلال الفيوم|Fayoum basketry|EG_FYM|خوص وقش أرز|Palm leaves and rice straw|الجدل واللف الحلزوني|Plaiting and coiling
- سلة بغطاء|Lidded basket|110|420
- صينية قش|Straw tray|60|240
نسيج أخميم|Akhmim weaving|EG_SHG|حرير وقطن|Silk and cotton|نول يدوي بزخارف قبطية|Hand loom with Coptic patterns
- مفرش مائدة|Tablecloth|450|2600
- كوفية حرير|Silk scarf|350|1500
- ستارة|Curtain|700|2800
التلي الأسيوطي|Asyut tally|EG_AST|تل قطني وشرائط فضية|Cotton net and metal strips|غرز شرائط المعدن في التل|Strips of metal knotted into net
- شال تلي|Tally shawl|600|4200
- ثوب تلي|Tally dress|2500|9500
التطعيم بالعظم والصدف|Bone and shell inlay|EG_AST|خشب وعظم وصدف|Wood, bone and shell|التطعيم|Inlay
- علبة مطعمة|Inlaid box|180|900
- طاولة شطرنج|Chess board|500|2400
فركة نقادة|Naqada ferka|EG_KN|حرير وقطن|Silk and cotton|نول الحفرة|Pit loom
- فركة|Ferka shawl|280|1400
- وشاح|Scarf|150|520
فخار جراجوس|Garagos pottery|EG_KN|طين محلي|Local clay|التشكيل على الدولاب والحرق|Thrown on the wheel and fired
- إناء|Pot|90|480
- طقم قهوة|Coffee set|250|800
خشب حجازة|Hegaza wood carving|EG_KN|خشب السرسوع|Sersou wood|الخرط والنحت|Turning and carving
- طقم ملاعق|Set of spoons|120|420
- حيوان منحوت|Carved animal|90|600
الألباستر|Alabaster|EG_LX|حجر الألباستر|Alabaster stone|النحت والصقل اليدوي|Carved and polished by hand
- مزهرية ألباستر|Alabaster vase|150|1300
- تمثال|Statuette|120|1600
الخوص النوبي|Nubian basketry|EG_ASN|خوص ملون|Dyed palm leaves|اللف الحلزوني|Coiling
- طبق نوبي|Nubian tray|80|480
- سلة نوبية|Nubian basket|100|550
الحلي النوبية|Nubian beadwork|EG_ASN|خرز وخيوط|Beads and thread|نظم الخرز|Stringing of beads
- عقد نوبي|Nubian necklace|120|650
- سوار|Bracelet|40|220
التطريز السيوي|Siwa embroidery|EG_MT|قطن وحرير وأصداف|Cotton, silk and shells|غرز بألوان ثمر النخيل|Stitches in the colours of ripening dates
- ثوب سيوي|Siwan dress|1500|7500
- طرحة سيوية|Siwan veil|400|1900
ملح سيوة|Siwa salt carving|EG_MT|صخر ملحي|Rock salt|النحت|Carving
- مصباح ملح|Salt lamp|120|500
- شمعدان|Candle holder|50|180
التطريز السيناوي|Sinai embroidery|EG_SIN|قطن وخيوط حرير|Cotton and silk thread|غرزة الصليب البدوية|Bedouin cross-stitch
- ثوب سيناوي|Sinai dress|1400|6800
- حقيبة مطرزة|Embroidered bag|180|750
- محفظة|Purse|60|220
الخرز البدوي|Bedouin beadwork|EG_JS|خرز وجلد|Beads and leather|نظم الخرز وتطريزه|Stringing and stitching of beads
- عقد بدوي|Bedouin necklace|110|600
- حزام|Belt|150|680
كليم فوه|Fuwwah kilim|EG_KFS|صوف|Wool|النول اليدوي الأفقي|Horizontal hand loom
- كليم فوه|Fuwwah kilim|450|3800
- جوبلان|Gobelin|900|5500
الصدف|Mother-of-pearl inlay|EG_MNF|خشب وصدف|Wood and mother-of-pearl|التطعيم بالصدف|Inlay with shell
- صندوق حلي|Jewellery box|200|1400
- حامل مصحف|Book stand|250|1200
ورق البردي|Papyrus|EG_SHR|نبات البردي|Papyrus reed|تشريح السيقان وكبسها والرسم عليها|Stems sliced, pressed and painted
- لوحة بردي|Papyrus painting|60|850
- بطاقات تهنئة|Greeting cards|30|120
الأثاث الدمياطي|Damietta woodwork|EG_DT|خشب الزان|Beech wood|الأويما والخرط|Carving and turning
- مرآة بإطار محفور|Carved mirror|500|3200
- علبة خشب|Wooden box|90|420
السجاد اليدوي|Knotted carpets|EG_GH|صوف وحرير|Wool and silk|العقد اليدوي|Knotting by hand
- سجادة صوف|Wool carpet|2500|16000
- سجادة صلاة|Prayer rug|350|1600
فخار وخوص الواحات|Oasis pottery and palm|EG_WAD|طين وخوص|Clay and palm leaves|تشكيل يدوي|Shaped by hand
- جرة|Jar|70|340
- مرجونة|Lidded palm basket|120|480
الأصداف البحرية|Sea-shell crafts|EG_BA|أصداف البحر الأحمر|Shells of the Red Sea|التجميع واللصق|Assembling
- إطار صورة|Picture frame|80|320
- مصباح أصداف|Shell lamp|200|900
الجلود|Leatherwork|EG_ALX|جلد طبيعي|Leather|القص والخياطة اليدوية|Cut and sewn by hand
- حقيبة جلد|Leather bag|350|1900
- حزام جلد|Leather belt|120|480
الحصير|Reed mats|EG_BNS|سمار|Rushes|نسج السمار|Rushes woven
- حصيرة|Mat|100|520
- مظلة|Sunshade|90|260
الخرز الزجاجي|Glass beadwork|EG_MN|خرز زجاجي|Glass beads|نظم الخرز|Stringing of beads
- ستارة خرز|Bead curtain|250|900
- ميدالية|Key ring|25|90
`;
