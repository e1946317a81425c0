"""Synonyms to start with. The desk changes them in the admin."""

from django.db import migrations

STARTER = """\
heart attack, myocardial infarction
high blood pressure, hypertension
stroke, cerebrovascular accident
blood clot, thrombosis
deep vein thrombosis, DVT
blood thinner, anticoagulant
painkiller, analgesic, pain reliever
paracetamol, acetaminophen, Panadol, Tylenol
ibuprofen, Nurofen, Advil
naproxen, Naprosyn, Aleve
diclofenac, Voltarol, Voltaren
anti-inflammatory painkiller, NSAID, non-steroidal anti-inflammatory
opioid, opiate
pregabalin, Lyrica
gabapentin, Neurontin
steroid injection, corticosteroid injection, cortisone injection
medicine, drug
tablet, pill
dose, dosage
dummy tablet, placebo
side effect, adverse effect, adverse reaction
low back pain, lower back pain, lumbago
disc, disk
slipped disc, herniated disc, prolapsed disc, ruptured disc
sciatica, sciatic nerve pain, lumbar radiculopathy
trapped nerve, pinched nerve, nerve compression
nerve pain, neuropathic pain, neuralgia
long-term pain, chronic pain, persistent pain
ache, pain
back pain, backache
neck pain, cervicalgia
frozen shoulder, adhesive capsulitis
tennis elbow, lateral epicondylitis
golfer’s elbow, medial epicondylitis
osteoarthritis, wear and tear arthritis, degenerative joint disease
ankylosing spondylitis, axial spondyloarthritis
osteoporosis, bone thinning
knee replacement, knee arthroplasty
hip replacement, hip arthroplasty
kneecap, patella
runner’s knee, patellofemoral pain
torn cartilage, meniscus tear, meniscal tear
plantar fasciitis, plantar heel pain
shin splints, medial tibial stress syndrome
tendonitis, tendinitis, tendinopathy
broken bone, fracture
pulled muscle, muscle strain
spine, backbone
tailbone, coccyx
collarbone, clavicle
shoulder blade, scapula
breastbone, sternum
jaw joint, temporomandibular joint, TMJ
pins and needles, tingling, paraesthesia
swelling, oedema, edema
bruise, contusion
tiredness, fatigue
fever, high temperature
tummy ache, stomach ache, abdominal pain, belly ache
period pain, dysmenorrhoea, menstrual cramps
heartburn, acid reflux
shingles, herpes zoster
kidney stone, renal calculus
urinary tract infection, UTI, cystitis
diarrhoea, diarrhea
pregnancy, pregnant
insomnia, trouble sleeping
surgery, operation
orthopaedic, orthopedic
anaesthetic, anesthetic
physiotherapy, physical therapy, physio
osteopath, osteopathy
chiropractor, chiropractic
general practitioner, GP, family doctor
emergency department, emergency room, accident and emergency
x-ray, radiograph
MRI, magnetic resonance imaging
CT scan, CAT scan, computed tomography
ultrasound, sonography
TENS, transcutaneous electrical nerve stimulation
cognitive behavioural therapy, cognitive behavioral therapy, CBT
inversion therapy, inversion table, hanging upside down
"""


def add(apps, schema_editor):
    apps.get_model("articles", "Synonym").objects.bulk_create(
        apps.get_model("articles", "Synonym")(terms=terms) for terms in STARTER.splitlines()
    )


def remove(apps, schema_editor):
    apps.get_model("articles", "Synonym").objects.filter(terms__in=STARTER.splitlines()).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_search")]
    operations = [migrations.RunPython(add, remove)]
