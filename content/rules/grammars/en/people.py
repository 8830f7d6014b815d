"""What traders say, and what a storyteller answers."""

from __future__ import annotations

POOLS: dict[str, str] = {
    "npc.talk": """
        Come in, do not stand in the door, you are letting in the [draught|gossip].
        Look with your eyes, with your hands [too|gently], and spare me what the neighbours charge.
        With money you are welcome, with news [doubly so|I might even feed you].
        Wipe your feet, [speak your heart|hats off], loosen your purse: that is the order here.
        Haggle, do haggle, it keeps me [young|sleeping soundly].
        I charge nothing for looking; for [sighs|long sighs] I am considering it.
    """,
    "npc.talk.smithy": """
        Quiet now, the iron is cooling and it [listens|takes offence].
        Your calluses tell me what you need, your [boots|eyes] what you can afford.
        Choose a blade the way you choose a [neighbour|dog]: neither shame nor fright.
        The forge is warm, I am less so, so [keep it short|show me what you fight with].
    """,
    "npc.talk.shady": """
        Softly: [the lantern has ears|walls are talkative this season].
        Do not ask where it came from, and I shall not ask [about your coins|whose boots those are].
        I am not here, [nor is the stall|nor are you], but the price is.
        Take it, and no unwrapping till [you have crossed the bridge|that dog stops barking].
    """,
    "npc.talk.witch": """
        Sniff, sniff, I smell [the living|road dust], and that means a customer.
        Do not be afraid, dear guest, I [dine late|am on herbs] today.
        The left shelf heals, the right shelf [harms|amuses], do not mix them up.
        The cat counts the change, and I [watch the cat|keep out of it].
    """,
    "npc.talk.stores": """
        First you sign, then you [say good day|are surprised], then you take.
        Goods by the count, smiles [by the list|over and above], complaints go in the stove.
        What is not on the shelf was [written off|had by mice], and there is a paper to say so.
    """,
    "npc.ware": """
        Something for the road? {ware}, there is my advice, [free|free for now].
        {ware}: [it was never finer than today|few left today, and few again tomorrow].
        I would keep it, but I can [show you|put one by]: {ware}.
        Believe nobody about goods, believe me: {ware}, and you will not be sorry.
        If they ask where you got it, say it straight out: {who}. {ware}, there is no [better|other such].
    """,
    "npc.thing": """
        What you do not see is [under the counter|on its way].
        My goods are honest, they [hardly blink|look you in the eye].
        Take what [sits in|asks for] your hand, the rest will follow.
        A good thing keeps silent, it is the [bad ones that boast|rest that I praise].
    """,
    "npc.hour.morning": """
        My hand is light in the morning, [so is the price|and the change is right], so do not dawdle.
        First guest, first word; the second is mine, [and so is the last|as a rule].
        Dew still on the shutters and here you are: [I respect that|a good sign].
    """,
    "npc.hour.noon": """
        Noon, heat, trade [limps|dozes], so we can talk like people.
        Over dinner my prices are [sleepy|kinder], only do not tell the cat.
        The day is in full swing, and so are the [tongues|tales].
    """,
    "npc.hour.evening": """
        It is evening, time to shut, but how can I, with [you on the doorstep|such a talk begun].
        Towards night everything gets [dearer|heavier], and you are just in time.
        This candle burns on your account, so choose [quickly|to some purpose].
    """,
    "npc.hour.night": """
        By night they come with a need, or with [loot|no sleep in them], and I like either sort.
        At this hour I trade [in whispers|with one eye], but from the heart.
        Dark as a boot, and still I know a coin [by its ring|by touch].
    """,
    "npc.hour.?": """
        I am [open|warm] at any hour, provided somebody comes in.
        Time runs, stock stands, [it ought to be the other way|and both are busy].
    """,
    "npc.bye": """
        When you go, [look back|whistle]: it is a place that likes to be told goodbye.
        {place}: we remember each other here, [and debtors above all|and shall remember you].
        And if you come back richer, [tell me how|I buy], we shall come to terms.
        Mind your step and [your change|the sky], all the rest is vanity.
        Shut the door after you: warmth [bites|costs] these days.
    """,
    "reply.react.question": """
        The question hangs in the air, and the [fire|silence] thinks it over with you.
        The answer is near, but it will not [come to hand|step out of the dark] by itself.
        Such things are answered here not by a word but by a [deed|road], and not at once.
        To one side somebody [snorts|coughs]: it has been asked here before you.
    """,
    "reply.react.greeting": """
        You get a nod, [a small one|with some to spare], the kind for those who might stay.
        A kind word is [heard|kept] here, and it grows a little lighter around you.
        The greeting goes off into the dusk and [returns|comes home] in another voice, but a civil one.
    """,
    "reply.react.thanks": """
        Thanks are [tucked inside the coat|silent] here, but they warm longer than fur.
        A hand is waved: [it is nothing|another day], the road is long.
        The warm word lies [on the table|between you], like bread not yet cold.
    """,
    "reply.react.refusal": """
        The refusal is heard; even the [floorboards|branches] creak with respect.
        That will do as well: the [story|road] takes no offence, it only sits down to wait.
        The word is out, and the wind [takes|sniffs] it, but does not go far.
    """,
    "reply.react.threat": """
        The loud word bounces off the walls and [comes back quieter|looks for somewhere to sit].
        The air goes tight as a [bowstring|washing line], and somebody takes a step back.
        Threats are [weighed|bitten, like coins], here, and put on the shelf for now.
    """,
    "reply.react.consent": """
        It is said, and something around you [shifts|clicks], like a bolt.
        The word is taken [without a seal|with a nod]: here they believe what is spoken.
        A good word, a short one; it makes it easier to [walk|breathe].
    """,
    "reply.react.?": """
        The shadow on the wall nods before its owner [does|has made up his mind].
        The pause draws out like [pitch|honey off a spoon], and there is more in it than in an answer.
        Someone softly repeats your last word, [as if to taste it|a little differently].
        Your words drop into the quiet like a [pebble into a well|coin into a mug], and the bottom answers.
        You are heard [without interruption|with a tilted head], and that is not a little.
        What you said [hangs|circles] in the air and smells of something you know.
        Somewhere [a door creaks|a branch cracks], as if in answer.
    """,
    "reply.scene": """
        The wind leafs through something near by, [branches|pages], and cannot find the place.
        A board shifts under you, [clearing its throat|hurrying you on], and it is quiet again.
        Warmth and cold change places [twice|on the sly], and the air smells of beginnings.
        Nothing has changed, only the [shadows|listeners] have moved up closer.
        The light [flinches|curtsies], and for a moment everything is plainer.
        The tale of {story_quoted} [holds its breath|turns a page] and looks at you.
        It smells of [smoke|rain], and of something about to be settled.
        Time is patient here, but it has [begun to drum its fingers|never liked to sit still].
        Everything [stands where it stood|waits as it waited], and it grows hard to pretend this is not for you.
    """,
    "reply.lead": """
        It is your word now, and after a word, as we know, comes a [deed|journey].
        Choose by your [heart|heels]: both paths know your step already.
        The story is holding the door for you, but [there is a draught|its arm is not of iron].
        And the choice is where it was, [before you|in its old place], and will not make itself.
        The road still parts, and [your feet await orders|it is for you to say which way].
        It remains to decide what comes next: [the ways are plain|you have all the words you need].
        The next step is yours, and [nobody|not even the wind] is prompting.
        Whatever you choose is what will be [told|true].
    """,
}
