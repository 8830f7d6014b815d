"""Legends of creatures and tales of fights."""

from __future__ import annotations

POOLS: dict[str, str] = {
    "monster.title": """
        Douse-the-[Fire|Light|Lamp|Stove]
        Turn-the-[Tail|Road|Millstone|Tide]
        Whet-the-[Claw|Tooth|Spoon|Sickle]
        Gnaw-the-[Oak|Doorstep|Stone|Bolt]
        Chill-the-[Porridge|Bone|Stove|Bath]
        Break-the-[Fence|Bridge|Hat|Ladder]
        Guard-the-[Doorstep|Midnight|Bank|Ashes]
        [Wake|Call|Whistle|Knock|Look|Tease|Feed]-Me-[Not|Never|Late|Twice|Once]
        Old [Nobody|Come-Again|Hush|No-Thanks|Not-Yet|Late-Supper|Mind-Your-Step|So-There]
        [Hold|Keep|Snatch|Mind]-Your-[Hat|Horseshoe|Mitten|Spoon]
    """,
    "monster.name": """
        On paper it is “{monster}”, to the neighbours {title}, and [nobody asks it in|voices drop at the word].
        Say “{title}” in the village, and they will [pour you one in silence|find you another road].
        {title} or {monster}: two names to strangers, to the [locals|herdsmen] one trouble.
        {title}: that is what they call it hereabouts, under their breath and [not after dark|never at table].
        This one has a name to itself, {title}, given by somebody who [got away|ran faster than the others].
        In the guard's book, beside the words “{monster}”, it says: {title}, and then [a blot|not a line more].
        Ask the old ones and they will say: {title}, [spit three times|look round], and move nearer the stove.
        The name {title} is [carved|scratched] on a post by the road, and under it are notches, fresh ones.
    """,
    "monster.place": """
        {place}: since then that is as far as anyone goes [for firewood|with geese], and not a step beyond.
        {place}: that is where it is [seen|heard] best, mostly before bad weather.
        {place}: that is where it began, when [a debt went unpaid|somebody whistled down a dry well].
        At the fork there is an arrow: “{place}”. Beneath, in charcoal: “[Well, well|Hold your hat]”.
    """,
    "monster.habit": """
        A brave man came here with a boar spear once, and the spear was found later, [in a knot|in a bow].
        In spring [an odd boot|an old comb] turns up on a doorstep, as if by way of apology, but not quite.
        It likes order: the bones are [stacked by length|piled like firewood], and the skulls watch the road.
        In a hungry year, they say, it [knocked at windows|came to the last house] and left fed, on what is not told.
        It has a [light|leisurely] step; only the crockery begins to bow.
        Other people's fear is not enough, it wants it [with a jest|politely served].
        There used to be a [miller|watchman] here, it is said, who wished to be left alone, and had his wish.
        The dogs know of it [first|before anybody], and suddenly remember that they are cats.
        It leaves a track that is [wet|scented with smoke], and that always ends at somebody's door.
        A herdsman once [won|traded] a whistle from it, and now he has neither the whistle nor his voice.
        On moonlit nights you can hear it [counting|humming], and every time somebody is missing.
    """,
    "monster.advice": """
        Give it the road, [take off your hat|keep off its shadow], and do not argue about the weather.
        If you must meet, [praise it loudly|look at the ground], and back away to where you came from.
        The old ones have one counsel, to [live further off|use another forest], and have never taken it themselves.
        If you meet it do not run: [it is sensitive|both of you like running, and you will tire first].
        Salt helps against the evil eye; against this [it does not|only another road does].
        Do not offer bread, [it has been offered|it will not stop at bread].
        If you hear [your name|a chuckle] behind you, set your hat straight and do not turn.
        Mothers frighten children with it, children frighten [grandmothers|each other], and all sleep badly.
        They say it cannot bear [tickling|the crowing of a rooster], but only one went to try, and supper got cold.
    """,
    "battle.open": """
        I shall tell it as it was, and leave the lying [to others|for later].
        Pass the salt and listen: [a year back|last autumn] something happened here.
        I remember the day by its [hush|smell]: even the flies had sat down to wait.
        {hero}: mark the name, [it all began with that|the children have it by heart].
        {place}: that is where it was, and [they will show you the spot|the grass lies flat there still].
        It was a [windy|raw] day, of the kind when no dog goes out without a reason.
        Now listen, I do not tell this [twice|on an empty stomach].
        {hero} stands [firm|silent], with a face that could be courage or plain stubbornness.
        The ground is wet, the air [rings|tastes bitter], and there is, as usual, nowhere to retreat.
    """,
    "battle.fight": """
        They struck wide, [they struck low|they struck blind], and each side thought it was in the right.
        A hat flies one way, [a boot|a scabbard] the other, and the fight stays where it was.
        You could hear it [over the river|at the market], where they supposed a bridge was being mended.
        Now one is on top, now the other, [as on a seesaw|as at a bad wedding].
        A blow, another blow, and such [sparks|splinters] fly that the sparrows shut their eyes.
        {hero} strikes, [ducks|gives a step], and strikes again, as if threshing rye.
        For long neither has the better of it: they [puff|stamp], they circle, and the ground turns to porridge.
        It smells of [sweat|iron] and burnt cloth, and your ears hum as they do under a bell.
        At first it looked [lost|like a job for the spade], and the magpies were sharing out the buttons.
        It was so fearful that the [echo|moon] itself looked the other way, for decency.
        {hero} says nothing, only the teeth [grind|chatter], and every blow is heavier.
    """,
    "battle.turn": """
        And then, [when nobody hoped|on the last breath], a blow fell as it should, softly and for good.
        All it took was [to wait|not to blink], and that is harder than swinging iron.
        The sun came out and [dazzled|caught] the one it ought to, and no more was needed.
        What decided it was a [trifle|stumble]: one foot put wrong, and not one of ours.
        And there fate's [hand slipped|patience ran out], and the blow went home.
        It turned in one moment; [blink|sneeze], and you would have missed it.
        {hero} finds an opening [no wider than a palm|half a breath long], and that is enough.
        Stubbornness [is a weapon too|beats iron], you know: who stood longest was left standing.
    """,
    "battle.turn_told": """
        And what decided it was this: {turning_point}.
        And there it all turned: {turning_point}.
        They [argued|sang] about it afterwards, but it was simple: {turning_point}.
    """,
    "battle.end": """
        On that spot there is [willowherb|a goat path] now, and the goats have no complaints.
        They came home singing, and the song, to be honest, was [not much|not for children].
        You need not believe it, but [the dent is still there|this mug has been cracked ever since].
        Of a long quarrel we now say: [the same as then, to the last|stop it, this is not the battle].
        It was a [muddy|limping] sort of victory, but our own, and they drink to it yet.
        Then came a [long|sweet] silence, and somebody was first to ask for water.
        {hero}: for that name they now [make room on the bench|pour out of turn].
        {monster}: nowadays the word frightens [geese, mostly|children, and only small ones].
        Since that day they go there again [for mushrooms|courting], and no one recalls what they were afraid of.
        That is all of it, and whoever doubts me [may touch the notch|need not be poured for].
        A year has gone, and my ladle still [shakes|stops] when I think of it.
    """,
    "battle.meet": """
        On one side {hero}, on the other {monster}, and [some seven paces|one breath] between.
        {monster}: at a name like that your eyes go to the door [by themselves|at once].
        And opposite, {monster}, and [a shiver in the ground|the magpies stop mid-word].
        Who was it out there? {monster}, that is who, with [teeth like a paling|eyes like coals], to put it mildly.
        {monster} and {hero}: the path was too [narrow|short] for both, and there is your whole quarrel.
        You ask who came out first? {monster}, and [without a blush|as if it owned the place].
    """,
}
