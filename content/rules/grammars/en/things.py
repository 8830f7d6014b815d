"""What people say of things, and why a quest matters to who gives it."""

from __future__ import annotations

POOLS: dict[str, str] = {
    "item.origin.equipment": """
        The first of these a voivode [lost in a bet|ordered], and a second was made to stop him weeping.
        An apprentice [spoiled|mixed up] the blank, the master sighed, and it came out better than planned.
        {item}: at market they swear it is [off that very cart|by that very hand], and each points at someone else.
        It was made in a long winter, when [nothing else kept one warm|the guests would not leave].
        The maker meant it [for himself|for a brother], and sold it [when salt went up|on a bet that he would not].
        They say the work was begun by [candle|a young moon] and finished by a house fire, and the hand never shook.
        The mark is worn off, but [inside|underneath] someone has scratched: “Bring back when you are back”.
        It once changed hands for [a cow|a boat], with some haggling, for manners.
        It was made in [Studenets|a far hamlet] by someone who [swore|sang] at every stitch and every blow.
        {item}: the ledger has it [twice, each time|without an owner, but] with a query in the margin.
    """,
    "item.origin.potion": """
        The secret is [to take it off in time|not to hurry], and in time seldom comes.
        It was thought up [in a hungry winter|in a fright], and kept because it tasted good.
        {item}: at [weddings|wakes] there is never enough of this, however much they make.
        The recipe is kept in the head, because [mice had the paper|the first try ruined the notebook].
        It is made [over a low fire|while talking], and stirred in one direction only.
        The granny behind it [lived to a great age|outlived three doctors] and regretted only the salt: too little.
        {item}: the whole house smells of it, and the neighbours [remember a debt|come to borrow a match].
        The first pot, it is said, was [poured into the river|given to a guard], and for a year the fish feared no pike.
    """,
    "item.origin.material": """
        The best, they say, is from the [north slope|far shore], but all take what is nearer, and lie.
        They used to [pay tax in it|roof houses with it], now they sigh and count it twice.
        A load of it is [heavier|lighter] than it looks, above all on the way home.
        {item}: someone who knows will [sniff|tap] it first, then haggle, then do it again.
        It is found by those who [look for something else|are lost]; those who look for it come home with mushrooms.
        The old folk say: take it [with a bow|not at first sight], and do not look round before the road.
        {item}: at the market they speak of it [in whispers|behind a hand], so that the price should not hear.
        Workshops [send apprentices|go before dawn] for this, and get some of it, or something like it.
        It lies about [in the shade|underfoot] until it is needed, and then it hides.
    """,
    "item.origin.?": """
        Where it came from is told [differently each time|only after supper].
        {item}: who gave it the name [is forgotten|will not say], but the name has stuck.
        It was found in a [chest with a false bottom|stovepipe], and at first they meant to throw it away.
        Its owners changed, and its story [put on weight|grew longer].
    """,
    "item.owner.equipment": """
        A courier [swapped|pawned] it for a horse once, and then went on foot to get it back.
        It hung on a nail in the inn one night, and the [nail|landlord] has put on airs ever since.
        A grandmother hid it from her husband in the [flour|trunk], where he was hiding it from her.
        Its owners ended [variously|loudly]: some in a song, some in debtors' prison.
        The last owner [swore|maintained] that he never once got wet with it, though they buried him damp.
        A night watchman [slept|sat] beside it all winter, and by spring the dogs greeted it first.
        Three brothers divided it [by fists|by lot], and it went to the sister, who was passing.
        It has been lost at fords, [gambled away|left in bathhouses], and always found its way back.
        The scratch is from a [boar|cart], and of course they will tell you it was a dragon.
        A widow gave it to the first who [did not ask the price|split her firewood], and never regretted it.
    """,
    "item.owner.potion": """
        Savva takes it hunting [as a lure|just in case], and comes home fed, with nothing shot.
        Three neighbours each make it their own way, and [do not speak|go tasting in secret].
        Yakim was once [cured|treated] with it, and cheated nobody until nightfall.
        A carter once [carried|saved] it under his shirt for seven miles, and failed in the eighth.
        A bridegroom took it to his mother-in-law, but [the road was long|the horse smelled it first].
        Karp the boatman calls it his [second wind|noon oar] and hides it from himself.
        The guard at the gate will trade [the freshest news|his place by the brazier] for it, and all are content.
        Ustinya watches how people [eat and drink|say thanks], and decides by that whom to believe.
    """,
    "item.owner.material": """
        Demid keeps count of it [to the crumb|under seal], and the crumbs still do not tally.
        Agafya puts some [under the doorstep|behind the stove], against the evil eye and her in-laws.
        Frol once [sneezed|fell asleep] over a whole cartload, and is still writing the explanation.
        With this Zhdan will let you jump the queue at the gate, if you [share|keep it quiet].
        Milada's apprentice once [dropped|tipped over] some of this on his foot, and limps to this day, in company.
        Yakim keeps some under the counter, [in a rag|behind the groats], and tells everyone it is the last.
        A magpie stole this from a healer, [thought it over|had a good look], and brought it back.
        Boys used to [swap|hide] it for honey until they learned what it really fetched.
        Old Savva [divines|bets] by it on the weather, and is wrong every other day.
    """,
    "item.owner.?": """
        The last owner [left it in pawn|forgot it on a bench] and promised to look in tomorrow; that was long ago.
        It went from hand to hand [for debts|out of friendship], and nobody could say for what exactly.
        A merchant [took|smuggled] it over three borders and blushed each time at the next.
        A child got it for [a whistle|a puppy], and believes that was too much.
    """,
    "item.rarity.common": """
        No rarity, yet without it [no tale begins|a road is not a road].
        Owners dispute whose is [better|older], and the better one is always the one to hand.
        Let it go missing and [the whole street looks|you will sigh for a week], and the house spirit gets the blame.
        Ask three people and you will hear [three prices|five stories], all on their word of honour.
        No marvel, this; but [plain|honest] things, as we know, last longer than promised.
        There are no songs about it, yet people [miss it when it is gone|feel for it first in the bag].
    """,
    "item.rarity.uncommon": """
        One of these turns up not every year, and the [neighbours are looking|wise ones sigh].
        A practised eye rests on it a [breath|blink] longer than manners ask.
        At market such things are [wrapped in a clean cloth|kept on the lowest shelf, at the back].
    """,
    "item.rarity.rare": """
        There is no second one: people have [looked|travelled], and come home with blisters and stories.
        It is known in three counties, and in each they [lie about it differently|have their own truth].
        By night it [rings|hums], ever so faintly, when its owner is being lied to.
    """,
    "item.rarity.epic": """
        They sing of it with [eyes shut|the third mug], and still fall short of the truth.
        Candles burn [straighter|taller] near it, and liars begin to cough.
        Its name is not spoken lightly, [but low and sitting down|and wood is touched after].
    """,
    "item.rarity.legendary": """
        It was thought to be a fable, and it seems [not to have minded|to have let them].
        The tales of it are older than the people who [tell|wrote] them, and all break off mid-word.
        If this is truly it, then [the world is a little smaller today|somebody very great is patting his pockets].
    """,
    "item.rarity.?": """
        Experts squint at it, [click their tongues|sniff], and part in disagreement.
        Whether it is rare is decided, as a rule, by whoever [is selling|left the room last].
    """,
    "item.saying": """
        Whoever tells this swears to it, whoever hears it [pours another|has doubts].
        The chronicle gives it [half a line|one blot], and the inn a whole night.
        The moral is plain: [hold on tighter|ask the price twice].
        Hence the saying: [mind a thing while it is new|praise nothing before you have returned it].
        {item}: children make [rhymes|riddles] of the name, and the old ones nod.
        You need not believe it all, but you may spit [over your left shoulder|just in case].
        There is no one left to ask if it was so, and nobody [hurries|cares] to find out.
        The owner will tell you the rest, if [someone pays for the soup|the rain goes on].
        The whole tale smells of [smoke|wormwood], and that is the one part nobody disputes.
    """,
    "item.saying.potion": """
        Keep it in the [dark|cellar], and well away from relatives.
        After one mouthful they ask how it is made, after another they [sing|make peace].
        The bottom of the bowl, they say, [nobody remembers|is not seen before morning].
        It smells so good that even the cat [gets up|forgives everybody].
        {item}: for this, at the Three Burbots, they [give up a seat|hand you the good spoon].
    """,
    "quest.why": """
        I thought it would pass by itself, and it has [put down roots|sat down to my table].
        I would wave it off, but [conscience will not have it|my hand will not rise]: we all live beside it.
        It began as a trifle, [like a fire|like any quarrel], and now the nights are not for sleeping.
        There is no one to complain to, the [elder|clerk] is complaining too, so I am telling you.
        Some people collect spoons. I seem to collect [worries|this], and there is no more room on the shelf.
        I have not slept [for days|since who knows when]: I lie there and think how often I might have asked sooner.
        To others it is a trifle, but it has my [porridge burning|hands on back to front].
        Here you give your word once, and mine, as luck would have it, [everyone remembers|is on the wall].
        You know how it goes: one keeps quiet, another looks away, and [I do the mopping up|we all live with it].
        My granny used to say: trouble comes not to those who shout but to those who [put up with it|wave it off].
        The neighbours look into their [boots|bowls], so it is me again who has to look ahead.
        {quest}: it sounds like a nursery rhyme, and I [rise and lie down with it|bid it good day each day].
        {place}: it is home to me, and it shames me when people [whisper about it|lie about it less than they could].
    """,
    "quest.feel": """
        They ask me how things are, and I [nod|lie], for what else is left.
        Even the [cat|dog] has moved off a little and says that I sigh.
        One can get used to anything, but [I had rather not|it is late to begin].
        And time goes by, while I [walk in circles|count the pots over], as if it helped.
        You may laugh, but [later|softly]: I am not there yet.
        It has come to this: my [tea goes cold|milk turns] in the cup from it.
        Evenings are the worst: you [sit down by the fire|pull off your boots], and the thoughts sit down too.
        All that could be [promised|borne] has been, and nothing came of it.
        People pass through, [boast|advise], and the matter stands where it stood.
        It is not glory I am after, glory [gets the moth|makes no soup], but some quiet.
        It will not leave my head: [the spoon misses my mouth|my hat goes on the wrong peg], day after day.
    """,
    "quest.ask": """
        Do it your own way, I shan't mind: [we have wise heads enough|done is done].
        Go boldly, and I will [put a pie in|make your excuses] meanwhile.
        If it fails, [it will come later|sit by my fire and go again]: it matters, but it is not the end of the world.
        I beg only one thing: [come back and tell|no heroics without need], and the rest will follow.
        Take it on, and the [bench by the window|hot bowl] is yours while this house stands.
        You look like somebody who [goes to the end|does not count sighs], and that is why I ask.
        I do not hurry you, but I [watch the road|am hemming you a kerchief] already.
        When it is done just say so, no ceremony: I shall know by your [boots|eyes].
        Come back with good news, and our [dog|rooster] will be first to kiss you.
        And if you are afraid, remember: listening to me is [much longer|worse].
    """,
}
