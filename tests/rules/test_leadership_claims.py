"""Which missions claim that their company leads, and which only speak of leaders, leads and leading things."""

import pytest

from product_handbook.rules.leadership import claims_leadership

CLAIMS = """
Become the leader in document software.
To be the world's leading provider of productivity suites.
Be the number one platform for teams.
Be the #1 choice for busy parents.
The market leader in cloud storage.
To be the market leader in cloud storage
Be the no. 1 bank in Switzerland
Be the No.1 bank in Switzerland.
Deliver best-in-class solutions to our clients.
To deliver world-class service to every customer.
We are the leading supplier of valves.
Blue is the leading provider of documents.
Blue is the leader in documents
Blue wants to become the leader in team documents.
Blue aims to be Europe's number one.
Our mission is to be a global leader in sustainable packaging.
A global leader in packaging
Build the world's leading productivity suite.
Lead the market in flat-pack furniture.
Dominate the global market for pencils.
Become the world's largest marketplace.
To be recognised as the leader in our industry.
To be a thought leader in banking.
World-class software for enterprises.
Achieve market leadership in home insurance.
Number one in furniture.
#1 in furniture
Delight our customers and be the number one bank in Europe.
Help every team write by being the leader in documents.
To be one of the leading banks of the region.
We want to remain the undisputed industry leader.
Our vision is to become the most innovative, market-leading company in insurance.
Serve our clients as the leader in wealth management.
Establish ourselves as the premier consultancy for hospitals.
To be the best-in-class insurer.
become a leader in X
Be world-class in everything we do.
The leading platform for documents.
Become the undisputed leader for pet food, everywhere
We will be the #1 company in our field
To provide market-leading products and services
To be the leading global brand in coffee
Being the world leader in elevators
Become the leader in X. And help people too.
Help teams. Become the market leader.
Our goal: to be the leading airline.
Our ambition is to be Number 1 in every market we enter.
To become the #1 in HR software worldwide.
To be a leading global healthcare company.
Our mission: market leadership.
We lead the market for garden tools.
To offer industry-leading solutions that scale.
Best-in-class customer service.
World-class products for world-class companies.
Be recognized as best in class.
To be a top provider of forklifts.
To be second to none in payroll.
Be the best bank in Switzerland.
Build a world class company.
Leading the way as Europe's number one travel platform.
"""

NO_CLAIMS = """
Help team leaders run better meetings.
Be the tool leaders of small teams can trust.
Be the tool every leader trusts.
Be the assistant team leaders deserve.
To be a friend to the leaders of small towns.
To be where leaders of small towns meet.
Be useful: to leaders, teachers and parents.
Safety is number one.
Safety is the number one priority on every ship, and we keep it there.
Music is the leading language of the young.
Let leading-edge science reach patients.
Stay on top of your tools.
To be a top-quality bakery for people without much money.
To be the world's classroom.
Be the best tool in every teacher's bag.
To be the answer to the number one question of new parents.
End the leading causes of disease.
Remove the leading cause of death among children.
Help people lead better lives.
Leadership coaching for everyone.
Give every leader the facts before the decision.
Help leading hospitals share what they learn.
Turn leads into customers that stay.
Cure the number one cause of blindness.
Help students become leaders in their communities.
Provide a free world-class education for anyone, anywhere.
Make world-class coaching affordable to every athlete.
Prevent lead poisoning in old houses.
Help musicians reach number one.
Train the next generation of leaders.
Help small shops become the number one choice in their street.
Bring world-class healthcare to remote villages.
Make it as easy for newcomers as for market leaders to hire.
To be the place where tomorrow's leaders learn.
Give every nurse the courage to become a leader in her ward.
For a world in which anyone can be a leader.
Everyone is a leader in something.
Be every team leader's right hand.
Be there for team leaders.
Be the leadership school that a town can afford.
Stay on top of your business.
Fix the biggest source of waste in the kitchen.
Stress is the leading cause of illness, and we end it.
Organize the world's information and make it universally accessible and useful.
Connect the world's professionals to make them more productive and successful.
Unleash the potential of every team.
To be Earth's most customer-centric company.
Help every team turn what it knows into documents that others can use.
Guide people who are leading small business owners.
Lead patients through the hospital without a wrong turn.
Offer every town an alternative to the market leader.
The leader of every team deserves facts.
Help founders and their teams grow and become leaders in their fields.
Let blind people use leading software like everybody else.
Train leading service dogs.
A safe home for every leading lady of the theatre.
Give people with a class of their own the best in class libraries.
Make leading a company easier.
Help anyone who is leading a group through change.
Be the best friend that a baker has.
Bring bread to people who cannot come to the shop.
Show films that nobody else in town shows.
Help anybody who wants a record to find it and have it, whatever the shop around the corner keeps.
Keep every world leader honest.
Follow the leader: games for the playground.
Put lead-free pipes into every house.
Tell leaders in every ward what they need to know.
Leaders in hospitals deserve the truth.
Empower people in moments of truth so they can elevate their work to outcomes that matter.
Enable market-leading and small brands alike to fight fakes.
Leading hospitals and small practices share one record.
Make the number one chore of the week, the shopping, disappear.
Help every team leader be the leader that they would follow.
Heart disease should no longer be the leading cause of death.
To be as simple as leading apps.
To be more useful than the leading app.
A leader in every classroom.
Become a better leader in ten minutes a day.
Lead the way to clean energy.
Leading indicators for hospitals.
See the leading edge of every storm.
Help cooks make the largest meal of the year a joy.
To remain small while the largest grow.
We are here for leading minds.
Become the place for women who lead.
Unearth the leading story of every town.
Give leading artists a stage.
Make room for the leader in each of us.
Help patients find the leading specialist.
Support the number one priority of every parent: a safe way to school.
Make every voice number one.
Bring leading research to every farm.
Let nobody be led by a bad map.
"""


@pytest.mark.parametrize("mission", CLAIMS.strip().splitlines())
def test_claim_is_heard(mission):
    assert claims_leadership(mission)


@pytest.mark.parametrize("mission", NO_CLAIMS.strip().splitlines())
def test_other_words_are_let_pass(mission):
    assert not claims_leadership(mission)


def test_claim_is_heard_across_lines_and_in_capitals():
    assert claims_leadership("TO BE THE WORLD’S\n  LEADING\n  PROVIDER of bread")


@pytest.mark.parametrize(
    "piece", ["be the ", "and to be the leading ", "the leading word ", "x'", "our mission is to "]
)
def test_long_texts_do_not_hold_the_search_up(piece):
    claim = "We are the leading provider of bread."
    assert claims_leadership(piece * (20_000 // len(piece)) + ". " + claim)
