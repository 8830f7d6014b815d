"""Places at their hour and in their weather, and rooms of dungeons as a torch shows them."""

from __future__ import annotations

POOLS: dict[str, str] = {
    "location.hour.morning": """
        The morning is still being poured, and you have got the [dregs|froth].
        {place}, early: dew, [one drowsy fly|the first smoke], and nobody's footprints but yours.
        Somewhere [behind you|far off|quite near] a rooster tries his voice and thinks poorly of it.
        The light comes in low and [thin|pale], like tea in a stingy house.
        The air smells of damp and of [somebody's breakfast|fried onions], to which you were not invited.
        Night left so lately that its [chill|shadow] still sits in every hollow.
    """,
    "location.hour.noon": """
        Noon stands in the exact middle of things and gives way to nobody.
        {place}, broad day: all of it is in plain sight, and all of it is acting natural.
        The shadows have crept under the [stones|benches|nearest hat], and you rather envy them.
        At this hour even the [flies|rumours] cannot be bothered and just sit there.
        The day is at full strength, and every [rustle|footfall] carries to the last letter.
        It is about dinnertime and the air knows it: a whiff of [onions|porridge|new bread] goes by.
    """,
    "location.hour.evening": """
        {place}, evening: the colours deep, the voices low.
        Evening tugs the shadows by the sleeve, and they [grudgingly|obligingly] grow.
        It cools quickly, and your [cheeks|fingers] notice before you do.
        The last light hangs low, like [washing|an apple] you can almost reach.
        Somewhere [geese are called home|a shutter claps], and that closes the day.
        The smells of day have left, and those of night are only [sniffing round|gathering], unsure of you.
    """,
    "location.hour.night": """
        {place}, night: little to see, and rather more to hear than you would like.
        The dark is thick enough to [stir with a spoon|spread on bread].
        By night every sound arrives alone and [without an escort|explains nothing].
        The moon is [hiding|being thrifty], so your feet must guess.
        You are not the only one awake: something [sighs|creaks] and at once thinks better of it.
        Cold comes up out of the ground, with smells that were [too shy|too busy] for daylight.
    """,
    "location.hour.?": """
        {place}: you look about, and about looks back.
        There is no asking the hour here; even the sun [shrugs|gives evasive answers].
        Time goes [barefoot|at an amble] in these parts, and is hardly heard.
        It is an hour for [listening|keeping still], and the whole place is busy with that.
    """,
    "location.hour_in.morning": """
        Morning squeezes in through the cracks and [squints|looks round] along with you.
        {place}, morning: yesterday's warmth is still in, and so is yesterday's talk.
        In here they know the morning not by light but by [who yawns|which board creaks].
    """,
    "location.hour_in.noon": """
        It is day outside, but in here the light and the [shadows|rules] are home-made.
        {place}, noon: cooler than the sun, and every word can be heard.
        Daylight gets this far [tired|at half strength] and sits down in the corner.
    """,
    "location.hour_in.evening": """
        {place}, evening: the fire outranks the sun now.
        Towards evening the shadows [pull up closer|take their seats along the wall] and warm themselves with the rest.
        It is dimming out there, and any small flame in here has been [promoted|given airs].
    """,
    "location.hour_in.night": """
        {place}, night: it is dark beyond the threshold, and the threshold seems [higher|thicker] for it.
        At night you can hear the [iron|stone|timber] cooling.
        The light is small and the night is large, and for now they are [on terms|negotiating].
    """,
    "location.hour_in.?": """
        {place}: under a roof time goes its own way, [with halts|in no hurry].
        It is easy to lose the hour in here, and nobody [minds|will find it for you].
    """,
    "location.weather.ashfall": """
        Warm ash comes down and [grits between the teeth|settles on your shoulders], like family come to stay.
        The ash has covered every track, yours [too|included], and smells of a cold stove.
        Ash falls without a sound; it is you who sneezes for the whole valley.
        Grey flakes [lie on your palm|cling to your lashes] and do not melt: snow, but wrong.
    """,
    "location.weather.blizzard": """
        The blizzard [shoves you in the back|plucks at your hem], then pretends it was somebody else.
        You can see [two paces|an arm's length] through the snow, and those are on loan.
        The wind howls in syllables; it may be [a name|one long complaint].
        Snow flies sideways, gets down your [collar|sleeves] and makes itself at home.
    """,
    "location.weather.clear": """
        The sky has been scrubbed till it squeaks, and everything under it [looks nearer|shows to the last blade].
        The air is so clear you could [count the curls of distant smoke|pick up the far hills].
        Not a cloud: the sky has [nothing to hide|no complaints] today.
        Clear and still; you can hear [midges sing|the grass rub its hands] a bowshot off.
    """,
    "location.weather.cloudy": """
        The clouds hang low and [grumble|say nothing], like neighbours after a quarrel.
        The sky is grey and even, [without a single patch|as if washed with cinders].
        Under such a sky the colours are [put away for better days|folded in a chest], and only smells are left.
        The clouds go over in one long herd, and [no herdsman comes|the last is late].
    """,
    "location.weather.fog": """
        The fog has eaten [everything past your arm|the edges and corners] and is digesting the sounds.
        In the fog you hear steps [before there are feet|from all sides at once].
        White murk lies about your knees, [smelling of wet wool|as cold as a cellar].
        The fog goes round you in circles, [sniffing|touching your cheek], and keeps its counsel.
    """,
    "location.weather.rain": """
        The rain is of the [fine, prying|steady, patient] kind that knows its way down a collar.
        Drops patter [out of step|all talking at once], and a smell of old leaves gets up off the ground.
        All around it drips, hisses and [gurgles|squelches], each in its own manner.
        The rain takes away your tracks and your dust, and leaves mud [as a receipt|to remember it by].
    """,
    "location.weather.snow": """
        Snow comes down [in flakes|without hurry], and you can hear it doing so.
        It creaks underfoot so [loudly|brightly] that there is no point in sneaking.
        Snowflakes land on your sleeve and [let themselves be admired|melt without a word of introduction].
        Everything is white and [hushed|smooth], and smells like washing brought in from the frost.
    """,
    "location.weather.starfall": """
        Stars drop off one by one, and the sky is [none the poorer|hardly thinner] for it.
        Overhead something strikes [white|blue], as if someone could not get a match to take.
        A star goes down so close that you want to [duck|hold out your hat].
        The sky spills sparks and says nothing, and the silence [rings|tickles].
    """,
    "location.weather.storm": """
        Thunder rolls right over your hat, and the [teeth in your head|spoons in your bag] answer.
        The lightning shows you everything and [takes it straight back|explains none of it].
        It smells of storm: [wet iron|scorched dust], and someone else's fright.
        The wind carries off whatever is badly [tied|fastened], and has begun to consider you.
    """,
    "location.weather.witch_fog": """
        The fog whispers in your ear, [mixes up the words|loses its place], and starts again.
        The murk smells of [marsh mint|wet wormwood] and knows what you are called.
        Something in the fog is giggling, [far off or in your sleeve|to the left or underfoot], it is hard to say.
        White wisps trail after you and [are gone when you turn|catch on your buttons].
    """,
    "location.weather.?": """
        The weather is [its own master|not open to argument] today.
        The sky looks down and [keeps its thoughts to itself|has not stepped in yet].
        The wind [comes and goes|drops by and leaves], and brings other smells each time.
    """,
    "location.weather_in.ashfall": """
        Ash is coming down outside: it [whispers at the threshold|follows in whoever enters].
        Ash has blown in through the cracks, and [someone|a mouse] has already walked in it.
    """,
    "location.weather_in.blizzard": """
        The blizzard scratches outside and [asks to be let in|blows through every chink].
        It howls so out there that in here they [speak lower|sit closer].
    """,
    "location.weather_in.clear": """
        It is clear outside, and [a narrow strip|one small rag] of the sky has fallen in here.
        From the clear day outside [a beetle|a seed on its parachute] has come in and now wants out.
    """,
    "location.weather_in.cloudy": """
        It is grey outside, which makes it [snugger|darker] in here.
        The grey light stands at the entrance and [comes no further|shuffles, like a poor guest].
    """,
    "location.weather_in.fog": """
        Fog looks in, feels the threshold, and is [too shy to enter|thinking it over].
        The damp has got in here too: the [wood|stone] is as wet as a dog's nose.
    """,
    "location.weather_in.rain": """
        Rain is drumming up above, and it is [pleasant that it is not on you|one drop knows the way in].
        You can hear the rain from here: an even hum, [good for thinking|like grain being ground].
    """,
    "location.weather_in.snow": """
        There is snow at the threshold, and in it [somebody's footprint melts|a wet path shines].
        It is snowing outside, and the sounds come in [wearing felt boots|wrapped to the ears].
    """,
    "location.weather_in.starfall": """
        Stars are falling outside: something white [flickers in a chink|keeps winking through the gap].
        The glow of a falling star runs along the [wall|ceiling] and hides in a corner.
    """,
    "location.weather_in.storm": """
        The thunder reaches in here too: [iron tinkles|dust sifts down].
        There is a storm outside, and at every clap [someone counts under their breath|the shadows jump].
    """,
    "location.weather_in.witch_fog": """
        Fog whispers at the threshold, in words [much like your name|best not made out].
        There is a breath of marsh mint: the witch fog is [licking the doorstep|looking for someone to let it in].
    """,
    "location.weather_in.?": """
        What it is doing outside you [cannot see|can only guess] from here, and that is a comfort.
        Outside, life [hums|whistles] to itself and does not push in.
    """,
    "location.setting.forest": """
        It smells of [resin|leaf mould|mushrooms], and behind every trunk someone has just stopped standing.
        [A woodpecker|Somebody stubborn] knocks on a dead tree and waits for it to be opened.
        The moss [gives|sighs] underfoot and closes up as if you had never been.
        Twigs feel your shoulder [carefully|like owners], the way blind grandmothers do.
        The pines creak [the news|something about you] to each other; all you get is the cones.
    """,
    "location.setting.water": """
        The water smacks its lips at [a snag|your very feet] and tastes the bank.
        It smells of [weed|fish|wet rope], and a little of other people's luck.
        A ring spreads on the water, and whoever made it [is gone|does not own up].
        [A frog|A bittern] says the same thing over and over, with fresh feeling each time.
        Sedge rustles at your [knee|elbow], and something small is in a hurry to be elsewhere.
    """,
    "location.setting.marsh": """
        The tussock under you [sighs|grumbles] and sinks by a finger, for size.
        Bubbles burst [singly|without haste], and each smells of a different century.
        Something squelches, and you can only hope it is [the bog|a hoof].
        The water here is [rusty|black] and looks you in the face without blinking.
        It smells of peat, wild rosemary and [promises|an old grudge].
    """,
    "location.setting.town": """
        [A winch creaks|A bucket clanks], two people argue, and both seem to be wrong.
        It smells of [bread|tar|cabbage], and every smell here has a street of its own.
        A cat on the fence looks at you as if [fish had been promised|the fence were in its name].
        From behind a shutter you are being [studied|discussed] by someone who thinks they are whispering.
        A cart has [rumbled|squeaked] past, and the talk about it stays behind.
    """,
    "location.setting.inn": """
        It smells of fish soup, [wet cloth|onions] and somebody else's boasting.
        They laugh at the far table, [not at you|every other time], but a place has been made on the bench.
        [A spoon rings on a bowl|A mug slides down the table], and the talk misses a step.
        The floor remembers everyone who has [danced|fallen] on it, and creaks with respect.
        The stove hums, the cat [has the best seat|sleeps on a stranger's hat], life goes on.
    """,
    "location.setting.smithy": """
        Iron hisses in the barrel, and the steam [stings your nose|smells of autumn and nails].
        The hammer keeps [even|unhurried] time, and your heart falls in with it.
        The forge breathes on you till your [cheeks redden|sleeves dry] by themselves.
        A spark sits down on the floor, [goes out|winks], and is a speck of dirt.
        It smells of coal and scale, and your tongue tastes [iron|sour], as off a copper spoon.
    """,
    "location.setting.ruin": """
        Old timber [creaks|ticks], although you are standing quite still.
        It smells of [mice|dust], and of owners who left without a goodbye.
        Dust trickles from above: someone has [shifted|changed their mind].
        The cobweb in the gap is [new|trembling], and there is no wind.
        The echo answers you late and [in another voice|in words of its own].
    """,
    "location.setting.barrow": """
        The grass is stiff here and [whistles|rustles] even when nothing bends it.
        The ground answers your foot [hollowly|dully], like an empty chest.
        A [raven|magpie] sits on a stone as if its name were carved there.
        It smells of wormwood, wet clay and [old bronze|a feast long over].
        Below, under the turf, something [clinked|rolled over] and is now listening to you.
    """,
    "location.setting.fire": """
        It still smoulders under the crust: [warm|hot] for the soles, bitter for the nose.
        It smells of burning and [baked earth|singed pine], and you find yourself breathing by halves.
        Something [crackles|turns over] in the embers, like an old man on a stove.
        The black stumps stand [in a row|to attention] and wait to be praised.
        The grey dust [sighs|smokes] at every step and settles again a little to the left.
    """,
    "location.setting.shore": """
        Far out the ice groans, [long|in a bass], as if shifting furniture.
        It smells of salt, blubber and [wet rope|drying cod].
        A [gull|kittiwake] cries out with such outrage that it must have been robbed.
        Your breath hangs white and [is in no hurry to go|tinkles as it flies].
        The wind off the sea is salt and [plain|rough], and says it all to your face.
    """,
    "location.setting.hills": """
        A pebble [rolls|skips] downhill for a long while, with relish, and finds no bottom.
        It smells of rust, [warm stone|sulphur] and a distant forge.
        The echo works [without holidays|hard] here: it returns even what was never said.
        There is a [hum|knocking] underfoot: the mountain is thinking its own thoughts.
        The wind is smoothing down the stones and [you as well|will never be done].
    """,
    "location.setting.mine": """
        A drop falls into the dark, and the answer comes [late|from three places].
        The props creak, the rock [says nothing|listens], and who holds up whom is unclear.
        It smells of wet ore, [lamp oil|old sweat] and iron.
        Somewhere below a pick knocks, [steady|in no hurry], although the shift is long since up.
        The walls are cold and [damp|smooth], like the side of a large fish.
    """,
    "location.setting.otherworld": """
        It smells of apples, [iron|an old tale] and something you knew as a child.
        The path [lies quiet|pretends to be asleep], but the tracks on it are not yours, only your size.
        The silence here is [well trained|someone's own]: it listens and remembers.
        [A crow|An owl] calls you by name and apologises: mistaken identity.
        Your shadow lags half a step behind, [looking at the locals|plainly up to something].
    """,
    "location.setting.?": """
        It smells of dust, [grass|smoke] and somebody else's road, which turns off here.
        Something rustles [to one side|two steps away] and stops the moment you look.
        Somebody was here: [the grass is flat|the print is warm], and they were too polite to wait.
        {place}: a quiet spot, with a mind of its own.
        The wind brings a scrap of [song|talk] and takes it away at the best part.
    """,
    "location.thought": """
        You feel like whispering, though nobody [asked you to|is asleep].
        You have the notion that you were [expected|noticed], and that nobody will let on.
        People do not [stay|sit down] here for long, but they tell of it for years.
        A good moment to [tighten a strap|check your knots] and recall what brought you.
        It feels as if the place were [looking you over|writing you down] in turn.
        If you [look|listen] closely it is not so bad; if you do not, better still.
    """,
    "room.torch": """
        The torch [spits|crackles] and shows you the room piece by piece, like a haggler.
        The light lies down in a [ruddy|grudging] pool and refuses to go further.
        The flame ducks: there is a [draught|gap somewhere], and it smells of damp.
        Your shadow climbs the wall and [stoops under the vault|waves back out of step].
        The torch smokes, and the [soot|smoke] goes up so readily that it must know a way out.
        The flame stands straight as a [recruit|schoolboy] and does its best.
    """,
    "room.look.mill": """
        The beams overhead are [white with flour|floury], and marked by small palms.
        The walls are boarded, the [planks|cracks] breathe, and behind them something trickles, grain or time.
        The floor is strewn with [bran|chaff], and a path has been worn in it, in a circle.
        It smells of flour and mice, and faintly of [singed horn|thunder].
        From the ceiling hang [empty sacks|ends of belts], each swaying in its turn.
    """,
    "room.look.barrow": """
        The walls are of [field stone|boulders], each one laid with respect.
        The clay is trodden hard by [boots|marching], and all the prints go one way.
        Under the vault [roots|pale rootlets] stir in the warmth, like fingers in sleep.
        It smells of wet earth, [wax|bronze] and a very old grievance.
        The wall is painted with [horsemen|boats] in ochre, and the last one faces backwards.
    """,
    "room.look.ice": """
        The planks are furred with frost, the frost has [patterns|curls], and in them there is a face.
        The ice on the walls is [thick as a palm|green and old], and holds the bubbles of someone's breath.
        It smells of salt, [tar|wet hemp] and cold, if cold has a smell.
        The floor tilts a little, and a [frozen puddle|shadow] has slid to one side.
        Icicles hang in a row, [like a comb's teeth|by height], and chime at your step.
    """,
    "room.look.mine": """
        The walls are scored by picks so [evenly|neatly] that it looks like embroidery.
        The props are black and [streaked|notched]; someone kept count of the days there, and lost it.
        [Green|Rusty] stains creep over the rock like a map of who knows what.
        It smells of copper, [wet stone|lamp oil] and the weight of the mountain.
        The ceiling is low and [polished|warm], as if backs had rubbed it for years.
    """,
    "room.look.?": """
        The stones underfoot are [worn|loose], and each has its own voice.
        The walls are [damp|rough], scratched all along at the height of a shoulder.
        The ceiling is lost in [dark|soot], and now and then it drips.
        It smells of [mould|dust], old wood and something iron.
        The corners are [darker|deeper] than corners ought to be.
    """,
    "room.sound": """
        Somewhere it drips: [twice together|in measure], a pause, and again.
        The echo repeats your sigh and [adds its own|improves it slightly].
        Something [scratches|rustles] behind the wall and stops when you listen.
        It is so still that you can hear the [dust settle|pitch tick].
        From below comes a hum, [level|drowsy], as if something large were thinking.
    """,
    "room.mood.entrance": """
        Behind you there is still [a scrap of daylight|the way in], and it is a pity to leave it.
        Here it still smells of [grass|wind]; one step on it no longer does.
        The threshold is worn on one side: people were keener to [enter|come in] than able to leave.
    """,
    "room.mood.boss": """
        The air is [heavy|stale] here; it has been breathed before, by something with lungs.
        Even the dust lies [quietly|along the walls], as if told to keep out of the way.
        You can tell there is a master: [all in its place|nothing to spare], and no place set for you.
        Your heart is louder than your feet, and [the walls may be counting|the echo has noticed].
    """,
    "room.mood.monster": """
        Something was breathing here lately: the air is [warm|sweetish], and your nape dislikes it.
        A fresh trail goes over the floor, [broad|tangled], and not a visitor's.
        Something has just [been|turned over] in the corner, and the dark there is still creased.
        It smells of [fur|wet hide] and impatience, and the impatience is not yours.
    """,
    "room.mood.treasure": """
        The dust is [untouched|careful] here and lies like a cloth before a feast.
        The light seems warmer, and [in a corner|on the wall] trembles a gleam of gold.
        The room holds itself like a [poor relation|widow] in a good shawl.
        You have a feeling that nobody ever [left|walked out] of here with an empty heart.
    """,
    "room.mood.trap": """
        It is too clean: someone [swept|tidied up] and went off to wait for guests.
        The flagstones lie [a little askew|a shade too even], and the hush above them is stretched tight.
        The room is so [polite|welcoming] that you would like to step back out of it.
        The mouse tracks go as far as [the middle|the third slab] and end there.
    """,
    "room.mood.rest": """
        It is [dry|out of the draught] here, and your shoulders come down by themselves.
        The corner is lined with [straw|moss], and some kind soul has flattened it for you.
        The soot on the wall is old and homely: people [warmed themselves|slept] here and left whole.
        Even the flame burns steadier and [smells of bread|takes its time]; you may get your breath.
    """,
    "room.mood.event": """
        Everything is in its place, and still something is [off|up].
        The room seems to wait [for somebody to speak first|to be asked].
        A gleam wanders on the walls, [not cast by your torch|and it is the wrong colour].
        There is a pattern in the dust, [recent|unfinished], and it makes your palms itch.
    """,
    "room.mood.?": """
        You have no wish to stay, and yet it [lets go unwillingly|seems rude to hurry].
        The room keeps quiet, and its quiet [has character|invites you to do the same].
        There has been no [company|light] here for so long that it is still getting used to it.
    """,
}
